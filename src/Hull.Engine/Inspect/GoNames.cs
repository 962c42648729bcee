using Hull.Engine.Containers.Inspect;

namespace Hull.Engine.Inspect;

/// <summary>
/// What Podman's Go types and fields are called: templates name fields as Go does (`{{.ID}}`), JSON as the tags say (`Id`). Fields not
/// listed have one name.
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
        [typeof(InspectedImage)] = "inspect.ImageData",
        [typeof(InspectedImageConfig)] = "v1.ImageConfig",
        [typeof(InspectedRootFs)] = "inspect.RootFS",
        [typeof(InspectedHistory)] = "v1.History",
        [typeof(InspectedHealthcheck)] = "manifest.Schema2HealthConfig",
    };

    private static readonly Dictionary<(Type, string), string> Fields = new()
    {
        [(typeof(InspectedContainer), "Id")] = "ID",
        [(typeof(InspectedConfig), "Domainname")] = "DomainName",
        [(typeof(InspectedConfig), "sdNotifyMode")] = "SdNotifyMode",
        [(typeof(InspectedIdMappings), "UidMap")] = "UIDMap",
        [(typeof(InspectedIdMappings), "GidMap")] = "GIDMap",
        [(typeof(InspectedHostPort), "HostIp")] = "HostIP",
        [(typeof(InspectedImage), "Id")] = "ID",
        [(typeof(InspectedImage), "Healthcheck")] = "HealthCheck",
        [(typeof(InspectedHistory), "created")] = "Created",
        [(typeof(InspectedHistory), "created_by")] = "CreatedBy",
        [(typeof(InspectedHistory), "author")] = "Author",
        [(typeof(InspectedHistory), "comment")] = "Comment",
        [(typeof(InspectedHistory), "empty_layer")] = "EmptyLayer",
    };

    /// <summary>The Go type that a record stands for, as errors of templates name it.</summary>
    /// <param name="type">A record of this library.</param>
    public static string TypeName(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return Types.GetValueOrDefault(type, type.Name);
    }

    /// <summary>The Go field that a JSON key stands for.</summary>
    /// <param name="declaringType">The record.</param>
    /// <param name="json">The key.</param>
    public static string FieldName(Type declaringType, string json) => Fields.GetValueOrDefault((declaringType, json), json);
}
