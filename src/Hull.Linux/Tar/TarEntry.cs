namespace Hull.Linux.Tar;

/// <summary>One entry of an archive, whatever dialect it was written in. Names are bytes as they stand there, not yet judged.</summary>
public sealed record TarEntry
{
    /// <summary>The path. It may be absolute, climb with "..", end in a slash: who unpacks decides.</summary>
    public required RawPath Name { get; init; }

    /// <summary>What it makes.</summary>
    public required TarEntryType Type { get; init; }

    /// <summary>The twelve permission bits (07777).</summary>
    public uint Mode { get; init; }

    /// <summary>The owner's number, 0 to 4294967294.</summary>
    public uint Uid { get; init; }

    /// <summary>The group's number, 0 to 4294967294.</summary>
    public uint Gid { get; init; }

    /// <summary>The owner's name, or empty.</summary>
    public RawPath UserName { get; init; }

    /// <summary>The group's name, or empty.</summary>
    public RawPath GroupName { get; init; }

    /// <summary>The length of the file that it makes, holes included; 0 for all but regular files.</summary>
    public long Size { get; init; }

    /// <summary>The bytes that the archive holds for it: <see cref="Size"/> without the holes.</summary>
    public long StoredSize { get; init; }

    /// <summary>When it was last written.</summary>
    public UnixTime ModifyTime { get; init; }

    /// <summary>When it was last read, if the archive says.</summary>
    public UnixTime? AccessTime { get; init; }

    /// <summary>The target of a symbolic link, or the name of the earlier entry that a hard link joins.</summary>
    public RawPath LinkName { get; init; }

    /// <summary>A device's major number.</summary>
    public uint DeviceMajor { get; init; }

    /// <summary>A device's minor number.</summary>
    public uint DeviceMinor { get; init; }

    /// <summary>The extended attributes, each name once.</summary>
    public IReadOnlyList<Xattr> Xattrs { get; init; } = [];

    /// <summary>Where the stored bytes belong, in ascending order and without overlap; null for a file without holes.</summary>
    public IReadOnlyList<SparseSegment>? Segments { get; init; }

    /// <summary>Where the stored bytes begin, counted from where the reader began.</summary>
    public long DataOffset { get; init; }
}
