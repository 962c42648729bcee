namespace Hull.Linux.Cgroups;

/// <summary>One mounted cgroup hierarchy.</summary>
public sealed record CgroupHierarchy
{
    /// <summary>Whether it is the v2 one.</summary>
    public required bool IsVersion2 { get; init; }

    /// <summary>v1: its controllers, or <c>name=systemd</c>. v2: the controllers that its visible root has.</summary>
    public required IReadOnlyList<string> Controllers { get; init; }

    /// <summary>Where it is mounted.</summary>
    public required string MountPoint { get; init; }

    /// <summary>The group of the hierarchy that shows at the mount point: <c>/</c>, or deeper inside a container.</summary>
    public required string Root { get; init; }

    /// <summary>The group of this process, from the hierarchy's root.</summary>
    public required string OwnPath { get; init; }

    /// <summary>The folder of this process's group; null if it lies outside of what is mounted.</summary>
    public string? OwnDirectory => DirectoryOf(OwnPath);

    /// <summary>The folder of a group as /proc/PID/cgroup names it; null if it lies outside of what is mounted.</summary>
    public string? DirectoryOf(string path)
    {
        // In a cgroup namespace, groups above its root read as /.. and cannot be reached.
        if (path.StartsWith("/..", StringComparison.Ordinal)) return null;
        if (Root == "/") return Below(path);
        if (path == Root) return MountPoint;
        return path.StartsWith(Root + "/", StringComparison.Ordinal) ? Below(path[Root.Length..]) : null;
    }

    /// <summary>The folder of a group named from the mount point, as OCI runtimes name it.</summary>
    internal string Below(string path) => path == "/" ? MountPoint : MountPoint.TrimEnd('/') + path;
}
