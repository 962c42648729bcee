using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Hull.Engine.Containers.Inspect;

/// <summary>
/// What `inspect` tells of a container. Its JSON has the keys of `podman inspect`, in the same order and with the same types; what differs
/// from Debian's podman 4.3 is listed in docs/inspect-differences.md.
/// </summary>
public sealed record InspectedContainer
{
    /// <summary>How this record is written as JSON.</summary>
    [JsonIgnore] public static JsonTypeInfo<InspectedContainer> JsonType => InspectJson.Default.InspectedContainer;

    /// <summary>64 hex digits.</summary>
    [JsonPropertyName("Id")] public required string Id { get; init; }

    /// <summary>When it was made.</summary>
    [JsonPropertyName("Created")] public required DateTimeOffset Created { get; init; }

    /// <summary>The program.</summary>
    [JsonPropertyName("Path")] public required string Path { get; init; }

    /// <summary>The program's arguments; as Podman has it, a program without arguments stands here itself.</summary>
    [JsonPropertyName("Args")] public required IReadOnlyList<string> Args { get; init; }

    /// <summary>Where it stands.</summary>
    [JsonPropertyName("State")] public required InspectedState State { get; init; }

    /// <summary>The image's id.</summary>
    [JsonPropertyName("Image")] public required string Image { get; init; }

    /// <summary>The digest of the image's manifest.</summary>
    [JsonPropertyName("ImageDigest")] public required string ImageDigest { get; init; }

    /// <summary>The image's name.</summary>
    [JsonPropertyName("ImageName")] public required string ImageName { get; init; }

    /// <summary>The directory given by --rootfs; else empty.</summary>
    [JsonPropertyName("Rootfs")] public string Rootfs { get; init; } = "";

    /// <summary>The pod's id; empty without one.</summary>
    [JsonPropertyName("Pod")] public required string Pod { get; init; }

    /// <summary>The file bound to /etc/resolv.conf; empty while there is none.</summary>
    [JsonPropertyName("ResolvConfPath")] public required string ResolvConfPath { get; init; }

    /// <summary>The file bound to /etc/hostname; empty while there is none.</summary>
    [JsonPropertyName("HostnamePath")] public required string HostnamePath { get; init; }

    /// <summary>The file bound to /etc/hosts; empty while there is none.</summary>
    [JsonPropertyName("HostsPath")] public required string HostsPath { get; init; }

    /// <summary>The directory of its lasting files.</summary>
    [JsonPropertyName("StaticDir")] public required string StaticDir { get; init; }

    /// <summary>config.json as the runtime got it; left out before the first start.</summary>
    [JsonPropertyName("OCIConfigPath")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? OciConfigPath { get; init; }

    /// <summary>The OCI runtime's name.</summary>
    [JsonPropertyName("OCIRuntime")] public required string OciRuntime { get; init; }

    /// <summary>The file with conmon's process number.</summary>
    [JsonPropertyName("ConmonPidFile")] public required string ConmonPidFile { get; init; }

    /// <summary>The file with the process number of its first process.</summary>
    [JsonPropertyName("PidFile")] public required string PidFile { get; init; }

    /// <summary>The name.</summary>
    [JsonPropertyName("Name")] public required string Name { get; init; }

    /// <summary>How often its restart policy has restarted it.</summary>
    [JsonPropertyName("RestartCount")] public uint RestartCount { get; init; }

    /// <summary>The storage driver: always overlay.</summary>
    [JsonPropertyName("Driver")] public string Driver { get; init; } = "overlay";

    /// <summary>SELinux' label of files; empty without SELinux.</summary>
    [JsonPropertyName("MountLabel")] public string MountLabel { get; init; } = "";

    /// <summary>SELinux' label of processes; empty without SELinux.</summary>
    [JsonPropertyName("ProcessLabel")] public string ProcessLabel { get; init; } = "";

    /// <summary>The AppArmor profile; empty without AppArmor.</summary>
    [JsonPropertyName("AppArmorProfile")] public required string AppArmorProfile { get; init; }

    /// <summary>The capabilities that its first process begins with; null where it has none.</summary>
    [JsonPropertyName("EffectiveCaps")] public IReadOnlyList<string>? EffectiveCaps { get; init; }

    /// <summary>The capabilities that a process in it can have at most; null where there are none.</summary>
    [JsonPropertyName("BoundingCaps")] public IReadOnlyList<string>? BoundingCaps { get; init; }

    /// <summary>The ids of the exec sessions that run.</summary>
    [JsonPropertyName("ExecIDs")] public required IReadOnlyList<string> ExecIds { get; init; }

    /// <summary>Where its layers lie.</summary>
    [JsonPropertyName("GraphDriver")] public required InspectedDriver GraphDriver { get; init; }

    /// <summary>Bytes of its own files; left out unless asked for.</summary>
    [JsonPropertyName("SizeRw")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public long? SizeRw { get; init; }

    /// <summary>Bytes of its own files and of its image's; left out unless asked for.</summary>
    [JsonPropertyName("SizeRootFs")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public long SizeRootFs { get; init; }

    /// <summary>Binds and volumes.</summary>
    [JsonPropertyName("Mounts")] public required IReadOnlyList<InspectedMount> Mounts { get; init; }

    /// <summary>The containers whose namespaces it joins.</summary>
    [JsonPropertyName("Dependencies")] public required IReadOnlyList<string> Dependencies { get; init; }

    /// <summary>Its networks and addresses.</summary>
    [JsonPropertyName("NetworkSettings")] public required InspectedNetworkSettings NetworkSettings { get; init; }

    /// <summary>Podman's; always empty.</summary>
    [JsonPropertyName("Namespace")] public string Namespace { get; init; } = "";

    /// <summary>Whether it is a pod's infra container.</summary>
    [JsonPropertyName("IsInfra")] public bool IsInfra { get; init; }

    /// <summary>Whether it is the service container of a Kubernetes unit.</summary>
    [JsonPropertyName("IsService")] public bool IsService { get; init; }

    /// <summary>How the exit code of a Kubernetes unit is made of its containers'.</summary>
    [JsonPropertyName("KubeExitCodePropagation")] public string KubeExitCodePropagation { get; init; } = "invalid";

    /// <summary>What does not depend on the host.</summary>
    [JsonPropertyName("Config")] public required InspectedConfig Config { get; init; }

    /// <summary>What depends on the host.</summary>
    [JsonPropertyName("HostConfig")] public required InspectedHostConfig HostConfig { get; init; }

    /// <summary>Whether /etc/hosts is left to the image.</summary>
    [JsonPropertyName("UseImageHosts")] public bool UseImageHosts { get; init; }

    /// <summary>Whether /etc/hostname is left to the image.</summary>
    [JsonPropertyName("UseImageHostname")] public bool UseImageHostname { get; init; }
}
