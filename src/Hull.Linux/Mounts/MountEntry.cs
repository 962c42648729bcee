namespace Hull.Linux.Mounts;

/// <summary>One mount of a mount namespace, a line of mountinfo (proc(5)).</summary>
public sealed record MountEntry
{
    /// <summary>The mount's number.</summary>
    public required int Id { get; init; }

    /// <summary>The number of the mount it lies on.</summary>
    public required int ParentId { get; init; }

    /// <summary>The device as <c>major:minor</c>.</summary>
    public required string Device { get; init; }

    /// <summary>The path inside the file system that shows here.</summary>
    public required string Root { get; init; }

    /// <summary>Where it is mounted, as seen from the process's root.</summary>
    public required string MountPoint { get; init; }

    /// <summary>Options of the mount: <c>rw</c>, <c>nosuid</c>.</summary>
    public required IReadOnlyList<string> Options { get; init; }

    /// <summary>Propagation: <c>shared:1</c>, <c>master:2</c>; empty when private.</summary>
    public required IReadOnlyList<string> Propagation { get; init; }

    /// <summary>The type: <c>ext4</c>, <c>overlay</c>, <c>cgroup2</c>.</summary>
    public required string FileSystemType { get; init; }

    /// <summary>The source: a device or a name.</summary>
    public required string Source { get; init; }

    /// <summary>Options of the file system, joined by commas, as the kernel shows them.</summary>
    public required string SuperOptions { get; init; }

    /// <summary>The options that are flags.</summary>
    public MountFlags Flags
    {
        get
        {
            var flags = MountFlags.None;
            foreach (var option in Options)
            {
                flags |= option switch
                {
                    "ro" => MountFlags.ReadOnly,
                    "nosuid" => MountFlags.NoSetUserId,
                    "nodev" => MountFlags.NoDevices,
                    "noexec" => MountFlags.NoExecute,
                    "nosymfollow" => MountFlags.NoSymbolicLinks,
                    "noatime" => MountFlags.NoAccessTime,
                    "nodiratime" => MountFlags.NoDirectoryAccessTime,
                    _ => MountFlags.None,
                };
            }

            return flags;
        }
    }
}
