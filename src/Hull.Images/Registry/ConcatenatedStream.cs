using Hull.Images.Store;

namespace Hull.Images.Registry;

/// <summary>One stream after another.</summary>
internal sealed class ConcatenatedStream(Stream first, Stream second) : ReadOnlyStream
{
    private bool _firstEnded;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_firstEnded)
        {
            var count = await first.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (count > 0 || buffer.Length == 0) return count;
            _firstEnded = true;
        }
        return await second.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
    }

    public override int Read(Span<byte> buffer) => throw new NotSupportedException("read it asynchronously");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            first.Dispose();
            second.Dispose();
        }
        base.Dispose(disposing);
    }
}
