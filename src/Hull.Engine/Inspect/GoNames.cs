using Hull.Engine.Containers.Inspect;
using Hull.Engine.Secrets;
using Hull.Engine.Systemwide;
using Hull.Engine.Volumes;

namespace Hull.Engine.Inspect;

/// <summary>
/// What Podman's Go types and fields are called: templates name fields as Go does (`{{.ID}}`), JSON as the tags say (`Id`). Fields not
/// listed have the key's name with a capital letter.
/// </summary>
public static class GoNames
{
    private static readonly Dictionary<Type, string> Types = new()
    {
        [typeof(InspectedContainer)] = "define.InspectContainerData",
        [typeof(InspectedState)] = "define.InspectContainerState",
        [typeof(InspectedHealth)] = "define.HealthCheckResults",
        [typeof(InspectedHealthLog)] = "define.HealthCheckLog",
        [typeof(InspectedDriver)] = "define.DriverData",
        [typeof(InspectedMount)] = "define.InspectMount",
        [typeof(InspectedHostPort)] = "define.InspectHostPort",
        [typeof(InspectedNetwork)] = "define.InspectAdditionalNetwork",
        [typeof(InspectedNetworkSettings)] = "define.InspectNetworkSettings",
        [typeof(InspectedLogConfig)] = "define.InspectLogConfig",
        [typeof(InspectedRestartPolicy)] = "define.InspectRestartPolicy",
        [typeof(InspectedUlimit)] = "define.InspectUlimit",
        [typeof(InspectedDevice)] = "define.InspectDevice",
        [typeof(InspectedWeightDevice)] = "define.InspectBlkioWeightDevice",
        [typeof(InspectedThrottleDevice)] = "define.InspectBlkioThrottleDevice",
        [typeof(InspectedIdMappings)] = "define.InspectIDMappings",
        [typeof(InspectedConfig)] = "define.InspectContainerConfig",
        [typeof(InspectedHostConfig)] = "define.InspectContainerHostConfig",
        [typeof(InspectedVolume)] = "define.InspectVolumeData",
        [typeof(InspectedImage)] = "inspect.ImageData",
        [typeof(InspectedImageConfig)] = "v1.ImageConfig",
        [typeof(InspectedRootFs)] = "inspect.RootFS",
        [typeof(InspectedHistory)] = "v1.History",
        [typeof(InspectedHealthcheck)] = "manifest.Schema2HealthConfig",
        [typeof(InspectedSecretUse)] = "define.InspectSecret",
        [typeof(InspectedSecret)] = "entities.SecretInfoReport",
        [typeof(InspectedSecretSpec)] = "entities.SecretSpec",
        [typeof(InspectedSecretDriver)] = "entities.SecretDriverSpec",
        [typeof(InspectedStartupHealthcheck)] = "define.StartupHealthCheck",
        [typeof(EngineInfo)] = "define.Info",
        [typeof(InfoHost)] = "define.HostInfo",
        [typeof(InfoProgram)] = "define.ConmonInfo",
        [typeof(InfoRuntime)] = "define.OCIRuntimeInfo",
        [typeof(InfoHelper)] = "define.PastaInfo",
        [typeof(InfoCpuUsage)] = "define.CPUUsage",
        [typeof(InfoDistribution)] = "define.DistributionInfo",
        [typeof(InfoIdMappings)] = "define.IDMappings",
        [typeof(InfoIdMap)] = "idtools.IDMap",
        [typeof(InfoRemoteSocket)] = "define.RemoteSocket",
        [typeof(InfoSecurity)] = "define.SecurityInfo",
        [typeof(InfoStore)] = "define.StoreInfo",
        [typeof(InfoContainerStore)] = "define.ContainerStore",
        [typeof(InfoImageStore)] = "define.ImageStore",
        [typeof(InfoPlugins)] = "define.Plugins",
        [typeof(InfoVersion)] = "define.Version",
        [typeof(VersionReport)] = "entities.SystemVersionReport",
    };

    private static readonly Dictionary<(Type, string), string> Fields = new()
    {
        [(typeof(InspectedContainer), "Id")] = "ID",
        [(typeof(InspectedConfig), "Domainname")] = "DomainName",
        [(typeof(InspectedConfig), "HealthcheckMaxLogCount")] = "HealthMaxLogCount",
        [(typeof(InspectedConfig), "HealthcheckMaxLogSize")] = "HealthMaxLogSize",
        [(typeof(InspectedIdMappings), "UidMap")] = "UIDMap",
        [(typeof(InspectedIdMappings), "GidMap")] = "GIDMap",
        [(typeof(InspectedHostPort), "HostIp")] = "HostIP",
        [(typeof(InspectedImage), "Id")] = "ID",
        [(typeof(InspectedImage), "Healthcheck")] = "HealthCheck",
        [(typeof(InspectedHistory), "created_by")] = "CreatedBy",
        [(typeof(InspectedHistory), "empty_layer")] = "EmptyLayer",
        [(typeof(InfoHost), "cgroupVersion")] = "CgroupsVersion",
        [(typeof(InfoHost), "cpus")] = "CPUs",
        [(typeof(InfoHost), "cpuUtilization")] = "CPUUtilization",
        [(typeof(InfoHost), "idMappings")] = "IDMappings",
        [(typeof(InfoHost), "ociRuntime")] = "OCIRuntime",
        [(typeof(InfoHost), "os")] = "OS",
        [(typeof(InfoHost), "slirp4netns")] = "Slirp4NetNS",
        [(typeof(InfoIdMappings), "gidmap")] = "GIDMap",
        [(typeof(InfoIdMappings), "uidmap")] = "UIDMap",
        [(typeof(InfoIdMap), "container_id")] = "ContainerID",
        [(typeof(InfoIdMap), "host_id")] = "HostID",
        [(typeof(InfoSecurity), "apparmorEnabled")] = "AppArmorEnabled",
        [(typeof(InfoSecurity), "capabilities")] = "DefaultCapabilities",
        [(typeof(InfoSecurity), "seccompEnabled")] = "SECCOMPEnabled",
        [(typeof(InfoSecurity), "seccompProfilePath")] = "SECCOMPProfilePath",
        [(typeof(InfoSecurity), "selinuxEnabled")] = "SELinuxEnabled",
    };

    /// <summary>The Go type that a record stands for, as errors of templates name it.</summary>
    /// <param name="type">A record of this library.</param>
    public static string TypeName(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return Types.GetValueOrDefault(type, type.Name);
    }

    /// <summary>Another name by which Podman's templates may ask for a field: that of a Go method. Null where there is none.</summary>
    /// <param name="declaringType">The record.</param>
    /// <param name="json">The key.</param>
    public static string? OtherName(Type declaringType, string json) =>
        declaringType == typeof(InspectedState) && json == "Health" ? "Healthcheck" : null;

    /// <summary>The Go field that a JSON key stands for.</summary>
    /// <param name="declaringType">The record.</param>
    /// <param name="json">The key.</param>
    public static string FieldName(Type declaringType, string json)
    {
        ArgumentException.ThrowIfNullOrEmpty(json);
        // What Go exports begins with a capital letter.
        return Fields.TryGetValue((declaringType, json), out var name) ? name : char.ToUpperInvariant(json[0]) + json[1..];
    }
}
