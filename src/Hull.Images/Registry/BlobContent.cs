using System.Net;
using Hull.Core;

namespace Hull.Images.Registry;

/// <summary>A request's body of a known length, read from the store while it is sent.</summary>
/// <param name="open">Opens it at the first byte that is sent.</param>
/// <param name="length">Its bytes.</param>
/// <param name="moved">Told of bytes as they go.</param>
internal sealed class BlobContent(Func<Stream> open, long length, Action<int> moved) : UploadContent
{
    private const int BufferSize = 256 * 1024;

    /// <summary>What was wrong with the blob itself, and not with the connection.</summary>
    public EngineException? Failure { get; private set; }

    protected override bool TryComputeLength(out long computed)
    {
        computed = length;
        return true;
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        try
        {
            using var source = open();
            var buffer = new byte[BufferSize];
            // To the very end: the store's own check of the digest stands behind the last byte.
            while (true)
            {
                var count = source.Read(buffer, 0, buffer.Length);
                if (count == 0) break;
                await stream.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
                moved(count);
                Progress?.Invoke();
            }
        }
        catch (EngineException e)
        {
            Failure = e;
            throw new IOException(e.Message, e);
        }
    }
}
