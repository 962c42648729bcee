namespace Hull.Images.Transports;

/// <summary>Where an image's files are written: a directory or an archive.</summary>
internal interface IFileTarget
{
    /// <summary>Writes a small file.</summary>
    void Write(string name, ReadOnlySpan<byte> content);

    /// <summary>Writes a file of a known length.</summary>
    Task WriteAsync(string name, Stream content, long length, CancellationToken cancellationToken);
}
