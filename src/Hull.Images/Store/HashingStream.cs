namespace Hull.Images.Store;

/// <summary>Hashes and counts what is read through it; without a hash it only counts.</summary>
internal sealed class HashingStream(Stream source, ContentHash? hash) : ReadOnlyStream
{
    public long Count { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        var count = source.Read(buffer);
        hash?.Append(buffer[..count]);
        Count += count;
        return count;
    }
}
