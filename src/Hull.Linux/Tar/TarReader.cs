using Hull.Core;

namespace Hull.Linux.Tar;

/// <summary>
/// Reads an archive forward, entry by entry: ustar, PAX with global headers, GNU (long names, base-256 numbers, sparse files in all four
/// formats) and the oldest. Where the dialects leave a choice it reads as Go's archive/tar does, so that Hull and Podman never see two
/// different trees in one layer; what is ambiguous beyond that is refused.
/// </summary>
public sealed class TarReader
{
    private readonly TarInput _input;
    private PaxAttributes _global = new();
    private RawPath _entryName;
    private long _remaining;
    private int _padding;
    private bool _isAtEnd;

    /// <summary>Begins at the stream's position.</summary>
    /// <param name="stream">The uncompressed archive; not disposed. Where it can seek, skipped data is not read.</param>
    /// <param name="mostBytes">The most bytes of the stream that may be taken.</param>
    public TarReader(Stream stream, long mostBytes = long.MaxValue) => _input = new TarInput(stream, mostBytes);

    /// <summary>How many bytes of the stream were taken. The stream itself may have been read further.</summary>
    public long Position => _input.Position;

    /// <summary>Moves to the next entry, past what is left of the current one's data. Null at the end of the archive.</summary>
    /// <exception cref="EngineException">
    /// Corrupt: the archive is malformed or cut off; the message has the entry's name. ResourceExhausted: it is too large.
    /// </exception>
    public TarEntry? Next()
    {
        SkipData();
        var pending = new PendingMetadata();
        while (!_isAtEnd)
        {
            var offset = Position;
            var header = ReadHeader(pending);
            if (_isAtEnd) break;
            if (ReadMetadata(header, offset, pending)) continue;
            return ReadEntry(header, offset, pending);
        }

        if (pending.IsEmpty) return null;
        throw TarErrors.Corrupt(_entryName, Position, "an extended header or long name at the end belongs to no entry");
    }

    /// <summary>Reads stored bytes of the current entry; of a sparse file the stretches follow each other without the holes.</summary>
    /// <param name="destination">Where to put them.</param>
    /// <returns>How many; 0 when all were read.</returns>
    /// <exception cref="EngineException">Corrupt: the archive is cut off.</exception>
    public int Read(Span<byte> destination)
    {
        if (destination.Length > _remaining) destination = destination[..(int)_remaining];
        if (destination.IsEmpty) return 0;
        var count = _input.Read(destination);
        if (count == 0) throw TarErrors.Truncated(_entryName, Position, "its data");
        _remaining -= count;
        return count;
    }

    /// <summary>The current entry's file as a stream, holes as zeros. It ends being readable when the reader moves on.</summary>
    /// <param name="entry">The entry that <see cref="Next"/> gave last.</param>
    public Stream OpenData(TarEntry entry) => new TarEntryStream(this, entry);

    /// <summary>
    /// Reads what follows the end of the archive, so that a digest around the stream covers all of it. Nothing there has a meaning.
    /// </summary>
    /// <exception cref="EngineException">ResourceExhausted: it is too large.</exception>
    public void Drain()
    {
        var buffer = new byte[64 * TarFormat.BlockSize];
        while (_input.Read(buffer) > 0)
        {
            // The input counts and caps what is read.
        }
    }

    private void SkipData()
    {
        if (!_input.Skip(_remaining)) throw TarErrors.Truncated(_entryName, Position, "its data");
        _remaining = 0;
        var dataEnd = Position;
        if (!_input.Skip(_padding))
        {
            // umoci leaves the last entry unpadded and the end marker out; Go reads that as the end.
            if (Position > dataEnd) throw TarErrors.Truncated(_entryName, Position, "the padding behind its data");
            _isAtEnd = true;
        }

        _padding = 0;
    }

    private TarHeader ReadHeader(PendingMetadata pending)
    {
        var offset = Position;
        var header = new TarHeader(ReadBlock("a header"));
        if (header.Block.IsEmpty || header.IsZero)
        {
            // Two zero blocks end an archive; many writers leave one or both out.
            _isAtEnd = true;
            if (header.Block.IsEmpty || ReadBlock("its end") is not { IsEmpty: false } second || new TarHeader(second).IsZero) return default;
            throw TarErrors.Corrupt(_entryName, offset, "an empty block stands among the entries");
        }

        if (header.HasValidChecksum()) return header;
        var isFirst = offset == 0 && pending.IsEmpty;
        throw isFirst
            ? new EngineException(ErrorKind.Corrupt, "this is not a tar archive: the first header's checksum is wrong")
            : TarErrors.Corrupt(_entryName, offset, "the checksum of the header behind it is wrong");
    }

    private ReadOnlySpan<byte> ReadBlock(string what)
    {
        var block = _input.ReadBlock(out var isPartial);
        return isPartial ? throw TarErrors.Truncated(_entryName, Position, what) : block;
    }

    /// <summary>Takes a header that only speaks of the entry behind it; false if it is an entry itself.</summary>
    private bool ReadMetadata(TarHeader header, long offset, PendingMetadata pending)
    {
        var flag = header.TypeFlag;
        if (flag is not (TarFormat.PaxHeader or TarFormat.PaxGlobalHeader or TarFormat.GnuLongName or TarFormat.GnuLongLink)) return false;
        if (!TarNumber.TryRead(header.Block[TarFormat.Size], out var size) || size is < 0 or > TarFormat.MaxMetadata)
            throw TarErrors.Corrupt(_entryName, offset, $"an extended header or long name is larger than {TarFormat.MaxMetadata} bytes");
        var data = ReadMetadataBytes((int)size);
        string? problem = null;
        switch (flag)
        {
            case TarFormat.PaxGlobalHeader:
                problem = _global.Apply(data, isGlobal: true);
                break;
            case TarFormat.PaxHeader:
                if (pending.Pax is not null) problem = "two extended headers for one entry";
                problem ??= (pending.Pax = _global.Copy()).Apply(data, isGlobal: false);
                break;
            case TarFormat.GnuLongName:
                if (pending.LongName is not null) problem = "two long names for one entry";
                pending.LongName = UpToNul(data);
                break;
            default:
                if (pending.LongLink is not null) problem = "two long link names for one entry";
                pending.LongLink = UpToNul(data);
                break;
        }

        return problem is null ? true : throw TarErrors.Corrupt(pending.Name(_entryName), offset, problem);
    }

    private byte[] ReadMetadataBytes(int size)
    {
        var data = new byte[size];
        for (var filled = 0; filled < size;)
        {
            var count = _input.Read(data.AsSpan(filled));
            if (count == 0) throw TarErrors.Truncated(_entryName, Position, "an extended header or long name");
            filled += count;
        }

        if (!_input.Skip(TarFormat.Padding(size))) throw TarErrors.Truncated(_entryName, Position, "an extended header or long name");
        return data;
    }

    private TarEntry ReadEntry(TarHeader header, long offset, PendingMetadata pending)
    {
        var builder = new TarEntryBuilder(header, pending.Pax ?? _global, pending, offset);
        _entryName = builder.Name;
        var (entry, mapFollows) = builder.Build(Position);
        if (header.TypeFlag == TarFormat.GnuSparse) entry = ReadGnuSparse(entry, header, offset);
        else if (mapFollows) entry = ReadSparseMapText(entry, offset);
        if (entry.Segments is { } segments && SparseMap.Problem(segments, entry.Size, entry.StoredSize) is { } problem)
            throw TarErrors.Corrupt(_entryName, offset, problem);
        _remaining = entry.StoredSize;
        _padding = TarFormat.Padding(entry.StoredSize);
        return entry;
    }

    /// <summary>GNU's old form: the map begins in the header and goes on in extension blocks before the data.</summary>
    private TarEntry ReadGnuSparse(TarEntry entry, TarHeader header, long offset)
    {
        var segments = new List<SparseSegment>();
        var pairs = header.Block.Slice(TarFormat.GnuSparseMap, TarFormat.GnuSparseMapLength * TarFormat.GnuSparsePairSize);
        var isValid = TarNumber.TryRead(header.Block[TarFormat.GnuRealSize], out var size) & SparseMap.TryAddPairs(pairs, segments);
        var isExtended = header.Block[TarFormat.GnuSparseExtended] != 0;
        while (isValid && isExtended && segments.Count <= TarFormat.MaxSegments)
        {
            var block = ReadBlock("its sparse map");
            if (block.IsEmpty) throw TarErrors.Truncated(_entryName, Position, "its sparse map");
            isValid = SparseMap.TryAddPairs(block[..(TarFormat.GnuExtensionMapLength * TarFormat.GnuSparsePairSize)], segments);
            isExtended = block[TarFormat.GnuExtensionExtended] != 0;
        }

        if (!isValid || size < 0) throw TarErrors.Corrupt(_entryName, offset, "its sparse map has a malformed number");
        if (segments.Count > TarFormat.MaxSegments) throw TarErrors.Corrupt(_entryName, offset, "its sparse map has too many stretches");
        return entry with { Size = size, Segments = segments, DataOffset = Position };
    }

    /// <summary>PAX format 1.0: the map is text in the first blocks of the data.</summary>
    private TarEntry ReadSparseMapText(TarEntry entry, long offset)
    {
        var text = new List<byte>();
        var lines = 0;
        int? needed = null;
        while (needed is null || lines < needed)
        {
            if (entry.StoredSize < text.Count + TarFormat.BlockSize || text.Count > TarFormat.MaxMapText)
                throw TarErrors.Corrupt(_entryName, offset, "its sparse map does not end");
            var block = ReadBlock("its sparse map");
            if (block.IsEmpty) throw TarErrors.Truncated(_entryName, Position, "its sparse map");
            text.AddRange(block);
            lines += block.Count((byte)'\n');
            if (needed is null && lines > 0)
                needed = SparseMap.LineCount(text.ToArray()) ?? throw TarErrors.Corrupt(_entryName, offset, "its sparse map has a malformed number");
        }

        var segments = SparseMap.ReadText(text.ToArray()) ?? throw TarErrors.Corrupt(_entryName, offset, "its sparse map has a malformed number");
        return entry with { StoredSize = entry.StoredSize - text.Count, Segments = segments, DataOffset = Position };
    }

    private static byte[] UpToNul(byte[] data)
    {
        var end = data.AsSpan().IndexOf((byte)0);
        return end < 0 ? data : data[..end];
    }
}
