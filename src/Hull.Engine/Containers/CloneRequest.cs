using Hull.Oci.Runtime;

namespace Hull.Engine.Containers;

/// <summary>What `container clone` makes of a container.</summary>
public sealed record CloneRequest
{
    /// <summary>The new container's name; null for the old one's with -clone behind it.</summary>
    public string? Name { get; init; }

    /// <summary>Another image for it, in the store; null for the old one's.</summary>
    public string? Image { get; init; }

    /// <summary>Limits in place of the old one's, made of them; null leaves them.</summary>
    public Func<LinuxResources, LinuxResources>? Limits { get; init; }
}
