using Hull.Linux.Tar;

namespace Hull.Linux.Copying;

/// <summary>Reads an archive's entries into a sink.</summary>
public static class ReadArchive
{
    private const int BufferSize = 1 << 20;

    /// <summary>Reads it to its end.</summary>
    /// <param name="reader">The archive.</param>
    /// <param name="sink">Where the entries go.</param>
    /// <param name="cancellationToken">Stops between two entries.</param>
    /// <exception cref="Core.EngineException">Corrupt: the archive is malformed. Else what the sink throws.</exception>
    public static void Into(TarReader reader, IEntrySink sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(sink);
        var buffer = GC.AllocateUninitializedArray<byte>(BufferSize);
        while (reader.Next() is { } entry)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var cleaned = entry with { Name = new RawPath(EntryName.Clean(entry.Name)) };
            // The archive's own directory says what the destination is like, which is there already.
            if (cleaned.Name.IsEmpty) continue;
            if (entry.Type == TarEntryType.HardLink) cleaned = cleaned with { LinkName = new RawPath(EntryName.Clean(entry.LinkName)) };
            sink.Add(cleaned, entry.Type == TarEntryType.RegularFile ? new ArchiveContent(reader, entry, buffer) : null);
        }

        reader.Drain();
    }
}
