namespace Hull.Engine.Containers;

/// <summary>What the kernel said of a path of the host that a container asks for.</summary>
internal sealed record HostPath
{
    /// <summary>What lies there.</summary>
    public required HostPathKind Kind { get; init; }

    /// <summary>The path made absolute; of a device, with its last symbolic link followed.</summary>
    public required string FullPath { get; init; }

    /// <summary>Of a device: its major number.</summary>
    public uint Major { get; init; }

    /// <summary>Of a device: its minor number.</summary>
    public uint Minor { get; init; }

    /// <summary>The permission bits.</summary>
    public uint Mode { get; init; }

    /// <summary>The owner.</summary>
    public uint Uid { get; init; }

    /// <summary>The owning group.</summary>
    public uint Gid { get; init; }

    /// <summary>Whether the file system there is mounted nosuid: a bind of it is too, unless told otherwise.</summary>
    public bool NoSuid { get; init; }

    /// <summary>Whether the file system there is mounted nodev.</summary>
    public bool NoDev { get; init; }

    /// <summary>Whether the file system there is mounted noexec.</summary>
    public bool NoExec { get; init; }

    /// <summary>Whether the path itself is a symbolic link.</summary>
    public bool IsLink { get; init; }

    /// <summary>Of a directory asked for as a device: the devices below it, sorted by path.</summary>
    public IReadOnlyList<HostPath> Devices { get; init; } = [];

    /// <summary>Where there is nothing, or it cannot be looked at: why, in Go's words ("no such file or directory").</summary>
    public string Error { get; init; } = "";
}
