using System.Text.Json.Serialization;

namespace Hull.Engine.Containers.Inspect;

/// <summary>A device of the host that the container was given.</summary>
public sealed record InspectedDevice
{
    /// <summary>The node on the host.</summary>
    [JsonPropertyName("PathOnHost")] public required string PathOnHost { get; init; }

    /// <summary>The node inside.</summary>
    [JsonPropertyName("PathInContainer")] public required string PathInContainer { get; init; }

    /// <summary>Docker's; always empty, as Podman's.</summary>
    [JsonPropertyName("CgroupPermissions")] public string CgroupPermissions { get; init; } = "";
}
