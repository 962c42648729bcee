using System.Text.Json.Serialization;

namespace Hull.Engine.Containers;

public sealed partial record ContainerSpec
{
    /// <summary>Whether it gets all capabilities, all devices and no filter.</summary>
    public bool? Privileged { get; init; }

    /// <summary>user[:group], names or numbers.</summary>
    public string? User { get; init; }

    /// <summary>Supplementary groups, names or numbers.</summary>
    public IReadOnlyList<string>? Groups { get; init; }

    /// <summary>Capabilities added; "all" for every one.</summary>
    public IReadOnlyList<string>? CapAdd { get; init; }

    /// <summary>Capabilities dropped; "all" for every one.</summary>
    public IReadOnlyList<string>? CapDrop { get; init; }

    /// <summary>SELinux label options: user:…, type:…, disable.</summary>
    public IReadOnlyList<string>? SelinuxOpts { get; init; }

    /// <summary>The AppArmor profile.</summary>
    public string? ApparmorProfile { get; init; }

    /// <summary>The seccomp profile's path, or "unconfined".</summary>
    public string? SeccompProfilePath { get; init; }

    /// <summary>default, or image: the profile that the image's label io.containers.seccomp.profile holds, if there is one.</summary>
    public string? SeccompPolicy { get; init; }

    /// <summary>Whether execve may no longer gain privileges.</summary>
    public bool? NoNewPrivileges { get; init; }

    /// <summary>The user namespace.</summary>
    [JsonPropertyName("userns")]
    public NamespaceMode UserNamespace { get; init; }

    /// <summary>The ids of a user namespace of its own; null leaves them to <see cref="UserNamespace"/>.</summary>
    [JsonPropertyName("idmappings")]
    public IdMappingRequest? IdMappings { get; init; }

    /// <summary>The cgroup namespace.</summary>
    [JsonPropertyName("cgroupns")]
    public NamespaceMode CgroupNamespace { get; init; }

    /// <summary>Options of the /proc mount.</summary>
    [JsonPropertyName("procfs_opts")]
    public IReadOnlyList<string>? ProcfsOptions { get; init; }

    /// <summary>More paths hidden.</summary>
    public IReadOnlyList<string>? Mask { get; init; }

    /// <summary>Default masks lifted: paths, or ALL.</summary>
    public IReadOnlyList<string>? Unmask { get; init; }
}
