namespace Hull.Engine.Networks;

/// <summary>What a running container has got of one network: observed, part of its state.</summary>
public sealed record NetworkAttachment
{
    /// <summary>The network's name: podman for the default bridge; pasta or slirp4netns for a user's container.</summary>
    public required string Network { get; init; }

    /// <summary>The device inside the container.</summary>
    public required string Interface { get; init; }

    /// <summary>Its hardware address, six pairs of hex digits; null where the network knows none.</summary>
    public string? MacAddress { get; init; }

    /// <summary>Its addresses with their prefix lengths: 10.88.0.5/16.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>The gateways of its default routes.</summary>
    public IReadOnlyList<string> Gateways { get; init; } = [];

    /// <summary>The address at which the container reaches the host: host.containers.internal and host-gateway; null where there is none.</summary>
    public string? HostAddress { get; init; }

    /// <summary>The network's own name servers; empty leaves the host's.</summary>
    public IReadOnlyList<string> DnsServers { get; init; } = [];

    /// <summary>The process that carries the network's traffic (pasta, slirp4netns); 0 where the kernel does.</summary>
    public int HelperPid { get; init; }

    /// <summary>When that process started, in clock ticks since boot.</summary>
    public ulong HelperStartTime { get; init; }
}
