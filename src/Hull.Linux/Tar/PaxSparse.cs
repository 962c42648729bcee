using System.Buffers.Text;

namespace Hull.Linux.Tar;

/// <summary>
/// GNU's sparse keywords in extended headers, three formats (tar manual, "Storing Sparse Files"): 0.0 repeats offset and numbytes, 0.1 has
/// one map, 1.0 puts the map before the data.
/// </summary>
internal sealed class PaxSparse
{
    private readonly List<SparseSegment> _segments = [];
    private long? _major;
    private long? _minor;
    private long? _offset;
    private bool _hasMap;

    /// <summary>The file's name; the entry's own is a made-up one that old readers extract to.</summary>
    public byte[]? Name { get; private set; }

    /// <summary>The file's length with its holes.</summary>
    public long? RealSize { get; private set; }

    /// <summary>True when the map is in the first blocks of the data.</summary>
    public bool IsMapInData => _major == 1;

    /// <summary>The map of formats 0.0 and 0.1.</summary>
    public IReadOnlyList<SparseSegment> Segments => _segments;

    /// <summary>What is wrong with the keywords taken together, or null.</summary>
    public string? Problem()
    {
        if (_major is not (null or 0 or 1) || _minor is not (null or 0 or 1) || (_major == 1 && _minor is not (null or 0)))
            return $"sparse format {_major}.{_minor} is unknown";
        if (_offset is not null) return "the sparse map has an offset without a length";
        if (RealSize is null) return "a sparse file without its real size";
        return IsMapInData && _hasMap ? "two sparse maps" : null;
    }

    /// <summary>One record, its key without "GNU.sparse."; false if its value is malformed.</summary>
    public bool Apply(string key, ReadOnlySpan<byte> value)
    {
        switch (key)
        {
            case "name":
                Name = value.ToArray();
                return !value.IsEmpty && !value.Contains((byte)0);
            case "size" or "realsize":
                RealSize = Number(value);
                return RealSize >= 0;
            case "major":
                return (_major = Number(value)) is not null;
            case "minor":
                return (_minor = Number(value)) is not null;
            case "numblocks":
                return Number(value) is >= 0 and <= TarFormat.MaxSegments;
            case "offset":
                var isFirst = _offset is null;
                return isFirst && (_offset = Number(value)) >= 0;
            case "numbytes":
                return AddSegment(Number(value));
            case "map":
                return ReadMap(value);
            default:
                return true;
        }
    }

    private bool ReadMap(ReadOnlySpan<byte> map)
    {
        _segments.Clear();
        _offset = null;
        _hasMap = true;
        if (map.IsEmpty) return true;
        foreach (var range in map.Split((byte)','))
        {
            var number = Number(map[range]);
            if (_offset is null && number is >= 0) _offset = number;
            else if (!AddSegment(number)) return false;
        }

        return _offset is null;
    }

    private bool AddSegment(long? length)
    {
        if (_offset is not { } offset || length is not >= 0 || _segments.Count == TarFormat.MaxSegments) return false;
        _segments.Add(new SparseSegment(offset, length.Value));
        _offset = null;
        _hasMap = true;
        return true;
    }

    private static long? Number(ReadOnlySpan<byte> text)
        => Utf8Parser.TryParse(text, out long number, out var used) && used == text.Length ? number : null;
}
