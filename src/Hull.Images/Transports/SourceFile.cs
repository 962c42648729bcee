namespace Hull.Images.Transports;

/// <summary>An open file of a source and its length in bytes.</summary>
internal sealed record SourceFile(Stream Content, long Length) : IDisposable
{
    public void Dispose() => Content.Dispose();
}
