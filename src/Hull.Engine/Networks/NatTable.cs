using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Hull.Linux.Nftables;

namespace Hull.Engine.Networks;

/// <summary>
/// The nft table `inet hull`: made once, with a map from ports of the host to containers; a container adds and deletes elements, each with
/// its id as comment. Pure.
/// </summary>
internal static class NatTable
{
    /// <summary>The table.</summary>
    public const string Name = "hull";

    /// <summary>The rules that <see cref="Text"/> makes: one less, and somebody has flushed them.</summary>
    public const int RuleCount = 12;

    /// <summary>All maps.</summary>
    public static readonly IReadOnlyList<string> Maps = ["ports4", "addressed4", "ports6", "addressed6"];

    /// <summary>nft's commands that make the table anew, with empty maps.</summary>
    /// <param name="device">The bridge.</param>
    /// <param name="subnet">Its subnet.</param>
    // guard: whoever sets route_localnet on a bridge lets its containers reach what listens on the host's loopback (CVE-2020-8558). What
    //   comes from a bridge is looked at as it was sent, before any translation back: nothing honest has such an address there.
    // prerouting: a packet from outside for 127.0.0.1 is no way to a port published there only.
    // postrouting: from loopback a container must see an address that it can answer; through the host's port to the same bridge (hairpin)
    //   the answer must come back through the host; to anywhere else the bridge's addresses mean nothing.
    public static string Text(string device, Ipv4Subnet subnet) => $$"""
        add table inet {{Name}}
        delete table inet {{Name}}
        table inet {{Name}} {
          set bridges { type ifname; elements = { "{{device}}" }; }
          set subnets4 { type ipv4_addr; flags interval; elements = { {{subnet}} }; }
          map ports4 { type inet_proto . inet_service : ipv4_addr . inet_service; }
          map addressed4 { type ipv4_addr . inet_proto . inet_service : ipv4_addr . inet_service; }
          map ports6 { type inet_proto . inet_service : ipv6_addr . inet_service; }
          map addressed6 { type ipv6_addr . inet_proto . inet_service : ipv6_addr . inet_service; }
          chain guard {
            type filter hook prerouting priority raw; policy accept;
            iifname @bridges ip daddr 127.0.0.0/8 drop
            iifname @bridges ip saddr 127.0.0.0/8 drop
          }
          chain publish {
            dnat ip to ip daddr . meta l4proto . th dport map @addressed4
            dnat ip6 to ip6 daddr . meta l4proto . th dport map @addressed6
            fib daddr type local dnat ip to meta l4proto . th dport map @ports4
            fib daddr type local dnat ip6 to meta l4proto . th dport map @ports6
          }
          chain prerouting {
            type nat hook prerouting priority dstnat; policy accept;
            ip daddr 127.0.0.0/8 return
            jump publish
          }
          chain output {
            type nat hook output priority -100; policy accept;
            jump publish
          }
          chain postrouting {
            type nat hook postrouting priority srcnat; policy accept;
            ip saddr 127.0.0.0/8 oifname @bridges masquerade
            ip saddr @subnets4 oifname @bridges ct status dnat masquerade
            ip saddr @subnets4 oifname != @bridges ip daddr != 224.0.0.0/4 masquerade
          }
        }
        """;

    /// <summary>The elements of a container's published ports, by map.</summary>
    /// <param name="id">The container's id.</param>
    /// <param name="ports">Its mappings, each of one protocol.</param>
    /// <param name="addresses">Its addresses: a mapping of a family in which it has none gives no element.</param>
    public static IReadOnlyList<(string Map, IReadOnlyList<NftElement> Elements)> Elements(string id, IReadOnlyList<PortMapping> ports, IReadOnlyList<IPAddress> addresses)
    {
        var maps = Maps.ToDictionary(map => map, _ => new List<NftElement>(), StringComparer.Ordinal);
        foreach (var address in addresses)
        {
            var suffix = address.AddressFamily == AddressFamily.InterNetwork ? '4' : '6';
            foreach (var port in ports)
            {
                if (HostAddresses.In(port.HostIp, address.AddressFamily) is not { } host) continue;
                var isAny = HostAddresses.IsAny(host);
                var map = maps[(isAny ? "ports" : "addressed") + suffix];
                for (var offset = 0; offset < Math.Max((int)port.Range, 1); offset++)
                    map.Add(new NftElement(Key(isAny ? null : host, port, offset), Data(address, port.ContainerPort + offset), id));
            }
        }
        return [.. maps.Where(pair => pair.Value.Count > 0).Select(pair => (pair.Key, (IReadOnlyList<NftElement>)pair.Value))];
    }

    /// <summary>The protocol's number (IANA).</summary>
    public static byte ProtocolNumber(string protocol) => protocol switch
    {
        "udp" => 17,
        "sctp" => 132,
        _ => 6,
    };

    // Fields in network order, each padded to four bytes: [address] protocol port.
    private static byte[] Key(IPAddress? host, PortMapping port, int offset)
    {
        var address = host?.GetAddressBytes() ?? [];
        var key = new byte[address.Length + 8];
        address.CopyTo(key, 0);
        key[address.Length] = ProtocolNumber(port.Protocol);
        BinaryPrimitives.WriteUInt16BigEndian(key.AsSpan(address.Length + 4), (ushort)(port.HostPort + offset));
        return key;
    }

    private static byte[] Data(IPAddress address, int port)
    {
        var bytes = address.GetAddressBytes();
        var data = new byte[bytes.Length + 4];
        bytes.CopyTo(data, 0);
        BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(bytes.Length), (ushort)port);
        return data;
    }
}
