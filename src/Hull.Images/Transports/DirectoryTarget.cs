namespace Hull.Images.Transports;

/// <summary>Files in a directory; names are made here, of constants and digests only.</summary>
internal sealed class DirectoryTarget(string root) : IFileTarget
{
    public void Write(string name, ReadOnlySpan<byte> content)
    {
        using var file = Create(name);
        file.Write(content);
    }

    public async Task WriteAsync(string name, Stream content, long length, CancellationToken cancellationToken)
    {
        using var file = Create(name);
        await content.CopyToAsync(file, 256 * 1024, cancellationToken).ConfigureAwait(false);
    }

    private FileStream Create(string name)
    {
        var path = Path.Combine(root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read);
    }
}
