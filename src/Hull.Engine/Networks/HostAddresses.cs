using System.Net;
using System.Net.Sockets;

namespace Hull.Engine.Networks;

/// <summary>The addresses of the host that a published port listens on.</summary>
internal static class HostAddresses
{
    /// <summary>Whether two mappings of one port meet.</summary>
    /// <param name="one">An address; empty is all, 0.0.0.0 and :: all of a family.</param>
    /// <param name="other">Another.</param>
    public static bool Overlap(string one, string other)
    {
        if (one.Length == 0 || other.Length == 0) return true;
        var (first, second) = (IPAddress.Parse(one), IPAddress.Parse(other));
        return first.AddressFamily == second.AddressFamily && (IsAny(first) || IsAny(second) || first.Equals(second));
    }

    /// <summary>The address of a mapping in a family; null where it listens on the other.</summary>
    /// <param name="hostIp">The mapping's address.</param>
    /// <param name="family">The family.</param>
    public static IPAddress? In(string hostIp, AddressFamily family)
    {
        if (hostIp.Length == 0) return family == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any;
        var address = IPAddress.Parse(hostIp);
        return address.AddressFamily == family ? address : null;
    }

    /// <summary>Whether it stands for all addresses of its family.</summary>
    public static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
