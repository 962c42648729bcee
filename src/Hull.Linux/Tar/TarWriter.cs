using Hull.Core;

namespace Hull.Linux.Tar;

/// <summary>
/// Writes an archive whose bytes follow from the entries alone: ustar headers, and before them an extended header only for what ustar
/// cannot say. The same entries give the same bytes on every machine, so that a layer can be made again and keeps its digest.
/// </summary>
public sealed class TarWriter
{
    private readonly Stream _stream;
    private readonly byte[] _block = new byte[TarFormat.BlockSize];
    private RawPath _entryName;
    private long _remaining;
    private int _padding;

    /// <summary>Begins at the stream's position.</summary>
    /// <param name="stream">Where to write; not disposed.</param>
    public TarWriter(Stream stream) => _stream = stream;

    /// <summary>Writes an entry's headers; exactly <see cref="TarEntry.Size"/> bytes of data must follow.</summary>
    /// <param name="entry">
    /// The entry. Holes are written as zeros, since not all readers know sparse files: <see cref="TarEntry.Segments"/> says nothing here.
    /// </param>
    /// <exception cref="EngineException">Internal: the entry before lacks data.</exception>
    public void Begin(TarEntry entry)
    {
        End();
        _entryName = entry.Name;
        var size = entry.Type == TarEntryType.RegularFile ? entry.Size : 0;
        var header = new TarHeaderWriter(_block);
        var records = header.Write(entry, size);
        if (records.Length > 0) WriteExtendedHeader(entry, records);
        _stream.Write(_block);
        _remaining = size;
        _padding = TarFormat.Padding(size);
    }

    /// <summary>Writes data of the current entry.</summary>
    /// <param name="data">The next bytes.</param>
    /// <exception cref="EngineException">Internal: more than the entry's size.</exception>
    public void Write(ReadOnlySpan<byte> data)
    {
        if (data.Length > _remaining)
            throw new EngineException(ErrorKind.Internal, $"write tar entry \"{_entryName}\": more data than its size says");
        _stream.Write(data);
        _remaining -= data.Length;
    }

    /// <summary>Writes the two zero blocks that end an archive. The stream is not flushed.</summary>
    /// <exception cref="EngineException">Internal: the last entry lacks data.</exception>
    public void Finish()
    {
        End();
        _block.AsSpan().Clear();
        _stream.Write(_block);
        _stream.Write(_block);
    }

    private void End()
    {
        if (_remaining > 0)
            throw new EngineException(ErrorKind.Internal, $"write tar entry \"{_entryName}\": {_remaining} bytes of its data are missing");
        Pad(_padding);
        _padding = 0;
    }

    private void Pad(int count)
    {
        Span<byte> zeros = stackalloc byte[TarFormat.BlockSize];
        zeros.Clear();
        _stream.Write(zeros[..count]);
    }

    private void WriteExtendedHeader(TarEntry entry, ReadOnlySpan<byte> records)
    {
        var block = new byte[TarFormat.BlockSize];
        new TarHeaderWriter(block).WriteExtended(entry.Name, records.Length);
        _stream.Write(block);
        _stream.Write(records);
        Pad(TarFormat.Padding(records.Length));
    }
}
