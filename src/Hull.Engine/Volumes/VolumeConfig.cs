namespace Hull.Engine.Volumes;

/// <summary>DECIDED: a volume as it was made; frozen, kept as JSON in its row.</summary>
public sealed record VolumeConfig
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Its labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Its options as `inspect` shows them: those given, and what `o` says of uid, gid and the like once more in capitals.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>The owner of its directory.</summary>
    public uint Uid { get; init; }

    /// <summary>The group of its directory.</summary>
    public uint Gid { get; init; }

    /// <summary>Whether nobody gave it a name.</summary>
    public bool Anonymous { get; init; }

    /// <summary>Whether a file system is mounted on its directory while it is used.</summary>
    public bool IsMounted { get; init; }

    /// <summary>Whether its first use copies the image's files into it.</summary>
    public bool CopiesUp { get; init; } = true;

    /// <summary>Seconds that its mount may take; 0 is no limit.</summary>
    public uint Timeout { get; init; }
}
