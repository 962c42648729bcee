using System.Net;
using Hull.Core;

namespace Hull.Engine.Networks;

/// <summary>Chooses a free address of a subnet: the next after the one handed out last, so that one just freed rests for a while.</summary>
internal static class ChooseAddress
{
    /// <summary>Chooses.</summary>
    /// <param name="network">The network's name, for the error.</param>
    /// <param name="subnet">The subnet; its first address is the network's name, its second the gateway's, its last the broadcast.</param>
    /// <param name="last">The address handed out last.</param>
    /// <param name="taken">All that are in use.</param>
    /// <exception cref="EngineException">ResourceExhausted: all are in use.</exception>
    public static IPAddress Next(string network, Ipv4Subnet subnet, uint last, IReadOnlySet<uint> taken)
    {
        var (lowest, highest) = (subnet.First + 2, subnet.Last - 1);
        var candidate = last;
        for (var tries = (long)highest - lowest + 1; tries > 0; tries--)
        {
            candidate = candidate < lowest || candidate >= highest ? lowest : candidate + 1;
            if (!taken.Contains(candidate)) return Ipv4Subnet.ToAddress(candidate);
        }
        throw new EngineException(ErrorKind.ResourceExhausted, $"network {network}: IPAM error: no free addresses left in subnet {subnet}", "remove or stop containers");
    }

    /// <summary>Checks an address that was asked for.</summary>
    /// <exception cref="EngineException">InvalidArgument: it is outside the subnet, or not a container's to have.</exception>
    public static void Check(string network, Ipv4Subnet subnet, IPAddress address)
    {
        var number = Ipv4Subnet.ToNumber(address);
        if (!subnet.Contains(number))
            throw new EngineException(ErrorKind.InvalidArgument, $"requested static ip {address} not in any subnet on network {network}", $"the network's subnet is {subnet}");
        if (number == subnet.First || number == subnet.Last || number == subnet.First + 1)
            throw new EngineException(ErrorKind.InvalidArgument, $"network {network}: IPAM error: requested ip address {address} is the network's own", $"the gateway is {subnet.Gateway}");
    }
}
