namespace Hull.Images.Transports;

/// <summary>Files as entries of a tar.</summary>
internal sealed class ArchiveTarget(UstarWriter tar) : IFileTarget
{
    public void Write(string name, ReadOnlySpan<byte> content) => tar.File(name, content);

    public Task WriteAsync(string name, Stream content, long length, CancellationToken cancellationToken) => tar.FileAsync(name, content, length, cancellationToken);
}
