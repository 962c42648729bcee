namespace Hull.Images.Registry;

/// <summary>A blob of a known length, as it lies in the store.</summary>
/// <param name="open">Opens it at the first byte that is sent.</param>
/// <param name="length">The bytes that are sent.</param>
/// <param name="moved">Told of bytes as they go.</param>
internal sealed class BlobContent(Func<Stream> open, long length, Action<int> moved) : UploadContent(open, moved)
{
    protected override bool TryComputeLength(out long computed)
    {
        computed = length;
        return true;
    }

    protected override Task SendAsync(Stream stream, CancellationToken cancellationToken) => CopyAsync(stream, cancellationToken);
}
