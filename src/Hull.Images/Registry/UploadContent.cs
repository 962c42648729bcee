using System.Net;
using Hull.Core;

namespace Hull.Images.Registry;

/// <summary>
/// A request's body that is read while it is sent. It tells when bytes of it went, so that who sends it can tell a long upload from a dead
/// one, and keeps apart what was wrong with what is read from what was wrong with the connection.
/// </summary>
/// <param name="open">Opens what is read, at the first byte that is sent.</param>
/// <param name="moved">Told of bytes as they go.</param>
internal abstract class UploadContent(Func<Stream> open, Action<int> moved) : HttpContent
{
    private const int BufferSize = 256 * 1024;

    /// <summary>Called after each block.</summary>
    public Action? Progress { get; set; }

    /// <summary>What was wrong with what is read, and not with the connection.</summary>
    public EngineException? Failure { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected sealed override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(stream, cancellationToken).ConfigureAwait(false);
        }
        catch (EngineException e)
        {
            Failure = e;
            throw new IOException(e.Message, e);
        }
    }

    /// <summary>Writes the body.</summary>
    protected abstract Task SendAsync(Stream stream, CancellationToken cancellationToken);

    /// <summary>Copies all that is read: to its very end, where the store's own check of the digest stands.</summary>
    protected async Task CopyAsync(Stream target, CancellationToken cancellationToken)
    {
        using var source = open();
        var buffer = new byte[BufferSize];
        while (source.Read(buffer, 0, buffer.Length) is > 0 and var count)
        {
            await target.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            moved(count);
            Progress?.Invoke();
        }
    }
}
