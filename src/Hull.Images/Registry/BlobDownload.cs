using System.Net;
using Hull.Core;
using Hull.Images.Store;
using Hull.Oci;

namespace Hull.Images.Registry;

/// <summary>
/// A blob as it arrives. Where the connection breaks or stalls it goes on from the byte where it stood, as often as the caller allows in a
/// row without any progress. Not verified: whoever reads it does that.
/// </summary>
internal sealed class BlobDownload(RegistryClient client, Descriptor blob, long from) : ReadOnlyStream
{
    private long _position = from;
    private HttpResponseMessage? _response;
    private Stream? _body;
    private int _failures;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            try
            {
                // All of it is here already: there is nothing to ask for.
                if (_body is null && _position > 0 && _position == blob.Size) return 0;
                var body = _body ?? await ConnectAsync(cancellationToken).ConfigureAwait(false);
                var count = await ReadWithinAsync(body, buffer, cancellationToken).ConfigureAwait(false);
                // An early end without a length is a broken connection as well.
                if (count == 0 && _position < blob.Size && buffer.Length > 0) throw new HttpRequestException($"it ended after {_position} of {blob.Size} bytes");
                _position += count;
                if (count > 0) _failures = 0;
                return count;
            }
            catch (Exception e) when (RegistryErrors.IsOfTheNetwork(e) || e is IOException)
            {
                Disconnect();
                if (_failures >= client.Access.Retries) throw RegistryErrors.OfNetwork(What, e);
                await client.Session.PauseAsync(_failures++, null, e.Message, What, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public override int Read(Span<byte> buffer) => throw new NotSupportedException("read it asynchronously");

    protected override void Dispose(bool disposing)
    {
        if (disposing) Disconnect();
        base.Dispose(disposing);
    }

    private string What => $"reading blob {blob.Digest} in {client.Endpoint.Repository}";

    private async Task<Stream> ConnectAsync(CancellationToken cancellationToken)
    {
        if (_position > 0) RegistryLog.Resuming(client.Log, blob.Digest, _position);
        _response = await client.OpenBlobAsync(blob.Digest, _position, cancellationToken).ConfigureAwait(false);
        // From a server whose ranges are not those asked for all is taken, as from one that has none.
        if (_position > 0 && Begin(_response) > _position)
        {
            _response.Dispose();
            _response = await client.OpenBlobAsync(blob.Digest, 0, cancellationToken).ConfigureAwait(false);
        }
        var begins = Begin(_response);
        if (begins > _position) throw new EngineException(ErrorKind.Network, $"{What}: asked from byte {_position}, the registry sends from {begins}");
        if (Total(_response) is { } total && total != blob.Size) throw new EngineException(ErrorKind.Corrupt, $"{What}: the registry has {total} bytes where {blob.Size} belong");
        var stream = await _response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await SkipAsync(stream, _position - begins, cancellationToken).ConfigureAwait(false);
        return _body = stream;
    }

    private long Begin(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.PartialContent ? response.Content.Headers.ContentRange?.From ?? _position : 0;

    // The whole blob's length, as the answer states it.
    private static long? Total(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.PartialContent ? response.Content.Headers.ContentRange?.Length : response.Content.Headers.ContentLength;

    // A server without ranges sends all of it again.
    private async Task SkipAsync(Stream stream, long count, CancellationToken cancellationToken)
    {
        var buffer = new byte[Math.Min(count, 64 * 1024)];
        while (count > 0)
        {
            var read = await ReadWithinAsync(stream, buffer.AsMemory(0, (int)Math.Min(count, buffer.Length)), cancellationToken).ConfigureAwait(false);
            if (read == 0) throw new HttpRequestException("it ended before the byte where it stood");
            count -= read;
        }
    }

    private async Task<int> ReadWithinAsync(Stream stream, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(client.Access.StallTimeout);
        try
        {
            return await stream.ReadAsync(buffer, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException($"nothing came for {client.Access.StallTimeout.TotalSeconds:0.#} s");
        }
    }

    private void Disconnect()
    {
        _response?.Dispose();
        (_response, _body) = (null, null);
    }
}
