namespace Hull.Oci.Runtime;

/// <summary>The ids a process runs under, as the container's user namespace sees them.</summary>
public sealed record RuntimeUser
{
    /// <summary>The user id.</summary>
    public uint Uid { get; init; }

    /// <summary>The group id.</summary>
    public uint Gid { get; init; }

    /// <summary>The file mode creation mask.</summary>
    public uint? Umask { get; init; }

    /// <summary>The supplementary groups.</summary>
    public IReadOnlyList<uint>? AdditionalGids { get; init; }
}
