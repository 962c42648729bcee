using Hull.Linux.Tar;

namespace Hull.Linux.Copying;

/// <summary>Writes entries to an archive.</summary>
public sealed class ArchiveEntries : IEntrySink
{
    private readonly TarWriter _writer;

    /// <summary>Begins an archive.</summary>
    /// <param name="stream">Where to write; not disposed, not flushed.</param>
    public ArchiveEntries(Stream stream) => _writer = new TarWriter(stream);

    /// <inheritdoc/>
    public void Add(TarEntry entry, EntryContent? content)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Type == TarEntryType.Directory) entry = entry with { Name = new RawPath([.. entry.Name.Bytes, (byte)'/']) };
        _writer.Begin(entry);
        content?.WriteTo(_writer);
    }

    /// <inheritdoc/>
    public bool IsTarget(FileStatus directory) => false;

    /// <summary>Ends the archive.</summary>
    public void Finish() => _writer.Finish();
}
