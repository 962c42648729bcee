namespace Hull.Engine.Containers;

/// <summary>What stat(2) said of a path of the host that a container asks for.</summary>
internal sealed record HostPath
{
    /// <summary>What lies there.</summary>
    public required HostPathKind Kind { get; init; }

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

    /// <summary>Where it is a directory: the devices below it, path → facts, sorted; as `--device /dev/snd` wants them.</summary>
    public IReadOnlyList<(string Path, HostPath Facts)> Devices { get; init; } = [];

    /// <summary>Where it could not be read: why, in the words of strerror(3): "no such file or directory".</summary>
    public string? Error { get; init; }
}
