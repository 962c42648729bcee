using System.Text.Json.Serialization;

namespace Hull.Engine.Containers.Inspect;

/// <summary>Where on the host a port of the container is published.</summary>
public sealed record InspectedHostPort
{
    /// <summary>The host's address; empty is every one.</summary>
    [JsonPropertyName("HostIp")] public required string HostIp { get; init; }

    /// <summary>The port, as text.</summary>
    [JsonPropertyName("HostPort")] public required string HostPort { get; init; }
}
