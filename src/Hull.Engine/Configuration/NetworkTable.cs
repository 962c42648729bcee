namespace Hull.Engine.Configuration;

/// <summary>[network] of containers.conf(5). Each member is the key of the same name in snake case.</summary>
public sealed record NetworkTable
{
    /// <summary>The name of the default network.</summary>
    public string DefaultNetwork { get; init; } = "podman";

    /// <summary>The default network's subnet, if it is still free.</summary>
    public string DefaultSubnet { get; init; } = "10.88.0.0/16";

    /// <summary>pasta or slirp4netns: the network of a user's containers.</summary>
    public string DefaultRootlessNetworkCmd { get; init; } = "pasta";

    /// <summary>The port on which name servers of networks listen; 0 is 53.</summary>
    public ushort DnsBindPort { get; init; }

    /// <summary>The directory of network files; empty is below the root.</summary>
    public string NetworkConfigDir { get; init; } = "";

    /// <summary>Options of pasta.</summary>
    public IReadOnlyList<string> PastaOptions { get; init; } = [];
}
