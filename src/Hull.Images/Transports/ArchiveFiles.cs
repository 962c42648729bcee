using Hull.Core;
using Hull.Linux.Tar;

namespace Hull.Images.Transports;

/// <summary>
/// The files of a tar that can be read at any place: one pass over the headers finds where each lies. Names are only keys here, never paths
/// on the disk. A name that stands twice means the later entry, as for whoever unpacks the archive.
/// </summary>
internal sealed class ArchiveFiles : IFileSource
{
    // What tools write has three entries a layer; more than this is no image archive.
    private const int MaximumEntries = 100_000;
    private const int MaximumLinks = 8;

    private readonly FileStream _file;
    private readonly Dictionary<string, TarEntry> _entries = new(StringComparer.Ordinal);

    private ArchiveFiles(string what, FileStream file)
    {
        What = what;
        _file = file;
    }

    public string What { get; }

    /// <summary>Indexes an archive.</summary>
    /// <param name="path">The tar, not compressed.</param>
    /// <param name="what">Its name for messages.</param>
    /// <exception cref="EngineException">Corrupt: no tar, or cut off.</exception>
    public static ArchiveFiles Open(string path, string what)
    {
        var files = new ArchiveFiles(what, new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0));
        try
        {
            files.Index();
            return files;
        }
        catch (EngineException e)
        {
            files.Dispose();
            throw new EngineException(e.Kind, $"{what}: {e.Message}", e.Hint, e);
        }
    }

    public bool Has(string name) => _entries.ContainsKey(Normal(name));

    public SourceFile Open(string name)
    {
        var entry = Find(name);
        return new SourceFile(new EntryStream(this, name, entry), entry.Size);
    }

    public void Dispose() => _file.Dispose();

    private void Index()
    {
        var tar = new TarReader(_file);
        while (tar.Next() is { } entry)
        {
            if (entry.Type == TarEntryType.Directory) continue;
            _entries[Normal(entry.Name.ToString())] = entry;
            if (_entries.Count > MaximumEntries) throw new EngineException(ErrorKind.ResourceExhausted, $"it has more than {MaximumEntries} entries: no image archive");
        }
        if (_entries.Count == 0) throw new EngineException(ErrorKind.Corrupt, "it is empty");
    }

    // Follows links inside the archive: `docker save` writes one layer under several names.
    private TarEntry Find(string name)
    {
        var current = Normal(name);
        for (var i = 0; i <= MaximumLinks; i++)
        {
            if (!_entries.TryGetValue(current, out var entry)) throw FileSources.Corrupt(this, name, i == 0 ? "there is no such entry" : "it links to an entry that is not there");
            switch (entry.Type)
            {
                case TarEntryType.RegularFile when entry.Segments is null: return entry;
                case TarEntryType.RegularFile: throw FileSources.Corrupt(this, name, "a sparse entry, which no image archive has");
                case TarEntryType.HardLink: current = Normal(entry.LinkName.ToString()); break;
                case TarEntryType.SymbolicLink: current = Resolve(current, entry.LinkName.ToString()); break;
                default: throw FileSources.Corrupt(this, name, "it is no regular file");
            }
        }
        throw FileSources.Corrupt(this, name, "its links go round in a circle");
    }

    private static string Resolve(string link, string target)
    {
        var slash = link.LastIndexOf('/');
        return Normal(target.StartsWith('/') || slash < 0 ? target : $"{link[..slash]}/{target}");
    }

    // "./a//b/../c" is a/c; what climbs above the root stays at it, as with chroot.
    private static string Normal(string name)
    {
        var parts = new List<string>();
        foreach (var part in name.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
            {
                if (parts.Count > 0) parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".") parts.Add(part);
        }
        return string.Join('/', parts);
    }

    // Reads by position, so that several layers can be read side by side from one descriptor.
    private sealed class EntryStream(ArchiveFiles files, string name, TarEntry entry) : Store.ReadOnlyStream
    {
        private long _position;

        public override int Read(Span<byte> buffer)
        {
            var left = entry.Size - _position;
            if (left == 0 || buffer.IsEmpty) return 0;
            var count = RandomAccess.Read(files._file.SafeFileHandle, buffer[..(int)Math.Min(buffer.Length, left)], entry.DataOffset + _position);
            if (count == 0) throw FileSources.Corrupt(files, name, "the archive is cut off within it");
            _position += count;
            return count;
        }
    }
}
