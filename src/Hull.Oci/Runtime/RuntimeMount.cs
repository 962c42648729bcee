namespace Hull.Oci.Runtime;

/// <summary>One mount inside a container. Its JSON is also the `mounts` of the libpod create body.</summary>
public sealed record RuntimeMount
{
    /// <summary>Where it appears inside.</summary>
    public required string Destination { get; init; }

    /// <summary>The file system's type: bind, tmpfs, proc …</summary>
    public string? Type { get; init; }

    /// <summary>What is mounted: a path for bind, a name else.</summary>
    public string? Source { get; init; }

    /// <summary>Mount options in fstab's words.</summary>
    public IReadOnlyList<string>? Options { get; init; }
}
