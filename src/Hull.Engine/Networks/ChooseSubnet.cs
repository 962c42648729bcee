using Hull.Core;

namespace Hull.Engine.Networks;

/// <summary>Chooses the default network's subnet: the configured one, or the next that nobody has.</summary>
internal static class ChooseSubnet
{
    // 10.N.0.0/16 up to 10.255: what is asked for in containers.conf is tried before.
    private const uint FirstOfPool = 0x0a580000;
    private const uint Step = 0x10000;
    private const int Count = 256 - 88;
    private const int SmallestPrefix = 29;

    /// <summary>Chooses.</summary>
    /// <param name="wanted">default_subnet of containers.conf.</param>
    /// <param name="taken">The networks of the host and of Podman.</param>
    /// <exception cref="EngineException">InvalidArgument: what is configured is no network. ResourceExhausted: none is free.</exception>
    public static Ipv4Subnet From(string wanted, IReadOnlyCollection<Ipv4Subnet> taken)
    {
        var first = Ipv4Subnet.TryParse(wanted) is { PrefixLength: > 0 and <= SmallestPrefix } subnet
            ? subnet
            : throw new EngineException(ErrorKind.InvalidArgument, $"default_subnet {wanted} of containers.conf: not an IPv4 network with room for containers");
        if (IsFree(first, taken)) return first;
        for (var i = 0; i < Count; i++)
        {
            var next = new Ipv4Subnet(FirstOfPool + ((uint)i * Step), 16);
            if (IsFree(next, taken)) return next;
        }
        throw new EngineException(
            ErrorKind.ResourceExhausted, $"choosing the default network's subnet: {wanted} and all of 10.88.0.0/16 to 10.255.0.0/16 are taken by routes of the host or networks of podman",
            "name a free one as default_subnet in the table network of containers.conf");
    }

    private static bool IsFree(Ipv4Subnet subnet, IReadOnlyCollection<Ipv4Subnet> taken)
    {
        foreach (var other in taken)
        {
            if (other.Overlaps(subnet)) return false;
        }
        return true;
    }
}
