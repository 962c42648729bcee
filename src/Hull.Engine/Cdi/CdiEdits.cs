using Hull.Oci.Runtime;

namespace Hull.Engine.Cdi;

/// <summary>Changes of a container's specification.</summary>
internal sealed record CdiEdits
{
    /// <summary>Variables, each NAME=VALUE.</summary>
    public IReadOnlyList<string>? Env { get; init; }

    /// <summary>Device nodes.</summary>
    public IReadOnlyList<CdiNode>? DeviceNodes { get; init; }

    /// <summary>Mounts.</summary>
    public IReadOnlyList<CdiMount>? Mounts { get; init; }

    /// <summary>Programs run by the runtime.</summary>
    public IReadOnlyList<CdiHook>? Hooks { get; init; }

    /// <summary>Supplementary groups of the process.</summary>
    public IReadOnlyList<uint>? AdditionalGids { get; init; }

    /// <summary>The class of service of the processor's cache.</summary>
    public LinuxIntelRdt? IntelRdt { get; init; }
}
