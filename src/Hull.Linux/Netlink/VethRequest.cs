using System.Runtime.InteropServices;

namespace Hull.Linux.Netlink;

/// <summary>A pair of devices: one end here on a bridge, the other in another network namespace.</summary>
public sealed record VethRequest
{
    /// <summary>The name of the end here.</summary>
    public required string Name { get; init; }

    /// <summary>The bridge that it joins.</summary>
    public required int Master { get; init; }

    /// <summary>The name of the other end.</summary>
    public required string PeerName { get; init; }

    /// <summary>The other end's hardware address, six bytes.</summary>
    public required ReadOnlyMemory<byte> PeerMac { get; init; }

    /// <summary>The namespace of the other end.</summary>
    public required SafeHandle PeerNamespace { get; init; }

    /// <summary>The greatest packet of both; 0 leaves it to the kernel.</summary>
    public int Mtu { get; init; }
}
