namespace Hull.Linux.Mounts;

/// <summary>Folders laid over each other (overlayfs).</summary>
public sealed record OverlayMount
{
    /// <summary>The folders below, the topmost first; at least one, at most 500. Absolute paths.</summary>
    public required IReadOnlyList<string> LowerDirectories { get; init; }

    /// <summary>The folder that takes the changes; null makes the mount read-only. Absolute.</summary>
    public string? UpperDirectory { get; init; }

    /// <summary>An empty folder on the upper's file system, for the kernel's own use; there if and only if the upper is. Absolute.</summary>
    public string? WorkDirectory { get; init; }

    /// <summary>Whether nothing is ever synced to disk: for containers that are removed when they end. After a crash the upper must not be used.</summary>
    public bool IsVolatile { get; init; }

    /// <summary>Whether overlayfs keeps its marks in user.* attributes, as it must without rights on the host.</summary>
    public bool UsesUserAttributes { get; init; }

    /// <summary>Flags of the mount.</summary>
    public MountFlags Flags { get; init; }
}
