using Hull.Linux.Tar;

namespace Hull.Images.Layers;

/// <summary>What an entry may not say, wherever it stands.</summary>
internal static class EntryRules
{
    // PATH_MAX without its NUL: what symlink(2) takes.
    private const int MaxTarget = 4095;

    /// <summary>Why the entry is refused, or null.</summary>
    public static string? Problem(TarEntry entry)
    {
        if (entry.Name.IsEmpty) return "it has no name";
        foreach (var attribute in entry.Xattrs)
            if (OverlayMarks.IsOfOverlay(attribute.Name)) return $"the attribute {attribute.Name} belongs to overlay and may not come from an archive";
        return entry.Type switch
        {
            TarEntryType.CharacterDevice when (entry.DeviceMajor, entry.DeviceMinor) == (0, 0)
                => "a character device 0:0 is overlay's whiteout and may not come from an archive",
            TarEntryType.CharacterDevice or TarEntryType.BlockDevice when entry.DeviceMajor > 0xfff || entry.DeviceMinor > 0xfffff
                => $"no device can have the numbers {entry.DeviceMajor}:{entry.DeviceMinor}",
            TarEntryType.SymbolicLink when entry.LinkName.IsEmpty => "a symbolic link without a target",
            TarEntryType.SymbolicLink when entry.LinkName.Bytes.Length > MaxTarget => $"a link's target is longer than {MaxTarget} bytes",
            TarEntryType.HardLink when entry.LinkName.IsEmpty => "a hard link without a target",
            _ => null,
        };
    }

    /// <summary>Why the path is refused, or null: names of whiteouts can only stand last.</summary>
    public static string? Problem(EntryPath path)
    {
        if (path.Parent.IndexOf(OverlayMarks.WhiteoutPrefix) < 0) return null;
        foreach (var range in path.Parent.Split((byte)'/'))
            if (path.Parent[range].StartsWith(OverlayMarks.WhiteoutPrefix))
                return "it lies in a directory whose name is a whiteout's";
        return null;
    }

    /// <summary>
    /// The name that a whiteout removes, or null for the opaque mark; an empty problem when it is one of them.
    /// </summary>
    /// <param name="name">A last component that begins with .wh.</param>
    /// <param name="type">The entry's type. AUFS' whiteouts were hard links of one file, so only directories are refused.</param>
    /// <param name="problem">Why it is refused, or null.</param>
    public static ReadOnlySpan<byte> Whiteout(ReadOnlySpan<byte> name, TarEntryType type, out string? problem)
    {
        problem = type == TarEntryType.Directory ? "a directory has the name of a whiteout" : null;
        if (problem is not null || name.SequenceEqual(OverlayMarks.OpaqueName)) return default;
        var removed = name[OverlayMarks.WhiteoutPrefix.Length..];
        if (removed is [] or [(byte)'.'] or [(byte)'.', (byte)'.'] || removed.StartsWith(OverlayMarks.WhiteoutPrefix))
            problem = "a whiteout of a name that cannot be";
        return removed;
    }
}
