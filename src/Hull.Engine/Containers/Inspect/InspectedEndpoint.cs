using System.Text.Json.Serialization;

namespace Hull.Engine.Containers.Inspect;

/// <summary>What the container's network settings as a whole and each network of it have in common: its addresses.</summary>
public abstract record InspectedEndpoint
{
    /// <summary>Docker's; always empty.</summary>
    [JsonPropertyName("EndpointID")][JsonPropertyOrder(-1)] public string EndpointId { get; init; } = "";

    /// <summary>The gateway.</summary>
    [JsonPropertyName("Gateway")][JsonPropertyOrder(-1)] public string Gateway { get; init; } = "";

    /// <summary>The IPv4 address.</summary>
    [JsonPropertyName("IPAddress")][JsonPropertyOrder(-1)] public string IPAddress { get; init; } = "";

    /// <summary>The length of the IPv4 subnet's prefix.</summary>
    [JsonPropertyName("IPPrefixLen")][JsonPropertyOrder(-1)] public int IPPrefixLength { get; init; }

    /// <summary>The IPv6 gateway.</summary>
    [JsonPropertyName("IPv6Gateway")][JsonPropertyOrder(-1)] public string IPv6Gateway { get; init; } = "";

    /// <summary>The IPv6 address.</summary>
    [JsonPropertyName("GlobalIPv6Address")][JsonPropertyOrder(-1)] public string GlobalIPv6Address { get; init; } = "";

    /// <summary>The length of the IPv6 subnet's prefix.</summary>
    [JsonPropertyName("GlobalIPv6PrefixLen")][JsonPropertyOrder(-1)] public int GlobalIPv6PrefixLength { get; init; }

    /// <summary>The interface's hardware address.</summary>
    [JsonPropertyName("MacAddress")][JsonPropertyOrder(-1)] public string MacAddress { get; init; } = "";
}
