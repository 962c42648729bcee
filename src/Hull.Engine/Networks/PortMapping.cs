using System.Text.Json.Serialization;

namespace Hull.Engine.Networks;

/// <summary>A port of a container that is published on the host; the JSON is libpod's portmappings entry.</summary>
public sealed record PortMapping
{
    /// <summary>The host's address to listen on; empty is all addresses.</summary>
    [JsonPropertyName("host_ip")]
    public string HostIp { get; init; } = "";

    /// <summary>The first port inside.</summary>
    [JsonPropertyName("container_port")]
    public required ushort ContainerPort { get; init; }

    /// <summary>The first port on the host; 0 as asked is any free one, and never 0 as decided.</summary>
    [JsonPropertyName("host_port")]
    public ushort HostPort { get; init; }

    /// <summary>How many ports follow each other; 0 counts as 1.</summary>
    [JsonPropertyName("range")]
    public ushort Range { get; init; }

    /// <summary>tcp, udp or sctp; as asked also several, joined by commas, and empty is tcp.</summary>
    [JsonPropertyName("protocol")]
    public string Protocol { get; init; } = "";
}
