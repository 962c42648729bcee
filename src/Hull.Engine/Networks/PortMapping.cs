namespace Hull.Engine.Networks;

/// <summary>A port of a container that is published on the host; the JSON is libpod's portmappings entry.</summary>
public sealed record PortMapping
{
    /// <summary>The host's address to listen on; empty is all addresses.</summary>
    public string HostIp { get; init; } = "";

    /// <summary>The first port inside.</summary>
    public required ushort ContainerPort { get; init; }

    /// <summary>The first port on the host; 0 as asked is any free one, and never 0 as decided.</summary>
    public ushort HostPort { get; init; }

    /// <summary>How many ports follow each other; 0 counts as 1.</summary>
    public ushort Range { get; init; }

    /// <summary>tcp, udp or sctp; as asked also several, joined by commas, and empty is tcp.</summary>
    public string Protocol { get; init; } = "";
}
