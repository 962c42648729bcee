namespace Hull.Engine.Volumes;

/// <summary>ASKED: what a new volume shall be.</summary>
public sealed record VolumeSpec
{
    /// <summary>Its name; null or empty makes an anonymous volume with a name of 64 random digits.</summary>
    public string? Name { get; init; }

    /// <summary>Its driver; null or empty is local.</summary>
    public string? Driver { get; init; }

    /// <summary>Its labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Options of the driver: type, device, o, copy and nocopy (podman-volume-create(1)).</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>The owner of its directory; null leaves it to the first container.</summary>
    public uint? Uid { get; init; }

    /// <summary>The group of its directory; null leaves it to the first container.</summary>
    public uint? Gid { get; init; }

    /// <summary>Whether a volume of that name that is there already is as good.</summary>
    public bool IgnoreIfExists { get; init; }
}
