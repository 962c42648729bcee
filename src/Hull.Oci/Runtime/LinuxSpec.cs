namespace Hull.Oci.Runtime;

/// <summary>The Linux part of a container's configuration (runtime-spec, config-linux.md).</summary>
public sealed record LinuxSpec
{
    /// <summary>User id mappings of a user namespace.</summary>
    public IReadOnlyList<LinuxIdMapping>? UidMappings { get; init; }

    /// <summary>Group id mappings of a user namespace.</summary>
    public IReadOnlyList<LinuxIdMapping>? GidMappings { get; init; }

    /// <summary>Kernel parameters set inside the container's namespaces.</summary>
    public IReadOnlyDictionary<string, string>? Sysctl { get; init; }

    /// <summary>Limits and device rules.</summary>
    public LinuxResources? Resources { get; init; }

    /// <summary>The cgroup's path (cgroupfs) or slice:prefix:name (systemd).</summary>
    public string? CgroupsPath { get; init; }

    /// <summary>Namespaces made or joined.</summary>
    public IReadOnlyList<LinuxNamespace> Namespaces { get; init; } = [];

    /// <summary>Device nodes made.</summary>
    public IReadOnlyList<LinuxDevice>? Devices { get; init; }

    /// <summary>The system call filter: a <see cref="LinuxSeccomp"/> as JSON.</summary>
    public RawJson? Seccomp { get; init; }

    /// <summary>Propagation of the root mount.</summary>
    public string? RootfsPropagation { get; init; }

    /// <summary>Paths hidden.</summary>
    public IReadOnlyList<string>? MaskedPaths { get; init; }

    /// <summary>Paths made read only.</summary>
    public IReadOnlyList<string>? ReadonlyPaths { get; init; }

    /// <summary>The execution domain.</summary>
    public LinuxPersonality? Personality { get; init; }

    /// <summary>The class of service of the processor's cache.</summary>
    public LinuxIntelRdt? IntelRdt { get; init; }

    /// <summary>The SELinux label of mounts.</summary>
    public string? MountLabel { get; init; }
}
