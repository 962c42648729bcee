using Hull.Core;
using Hull.Engine.Networks;
using Hull.Linux.Nftables;

namespace Hull.Engine.Doctor;

/// <summary>What root's bridge needs of the kernel, and who else on the host is in its way.</summary>
internal static class CheckBridge
{
    private const byte FamilyIp = 2;
    private const uint HookForward = 2;
    private const string Forward = "/proc/sys/net/ipv4/ip_forward";

    public static IEnumerable<Finding> Look(ExaminedHost host)
    {
        if (host.Rootless) yield break;
        yield return Subnet(host);
        yield return Forwarding(host);
        IReadOnlyList<NftChain>? chains = null;
        string? why = null;
        try
        {
            chains = host.Chains();
        }
        catch (EngineException e)
        {
            why = e.Message;
        }

        if (chains is null)
        {
            yield return Finding.Bad("nftables", $"the kernel's nf_tables cannot be used: {why}", "modprobe nf_tables");
            yield break;
        }

        yield return Finding.Good("nftables", "the kernel's nf_tables answers");
        foreach (var finding in Dropping(host, chains)) yield return finding;
    }

    /// <summary>Chains that drop what is forwarded: iptables' are given rules, in others the administrator has the word.</summary>
    internal static IEnumerable<Finding> Dropping(ExaminedHost host, IReadOnlyList<NftChain> chains)
    {
        var isFree = true;
        foreach (var chain in chains)
        {
            if (chain is not { Hook: HookForward, Drops: true, Family: <= FamilyIp } || chain.Table == NatTable.Name) continue;
            isFree = false;
            if (host.KnowsBridge(chain)) yield return Finding.Good("forwarding", $"chain {chain.Name} of table {chain.Table} drops, but has rules for {ExaminedHost.Bridge}");
            else if (chain is not { Family: FamilyIp, Table: "filter", Name: "FORWARD" })
            {
                var family = chain.Family == FamilyIp ? "ip" : "inet";
                var place = $"nft insert rule {family} {chain.Table} {chain.Name}";
                yield return Finding.Warning(
                    "forwarding", $"chain {chain.Name} of nft table {family} {chain.Table} drops what it does not accept: containers reach nobody outside",
                    $"{place} iifname hull0 accept && {place} oifname hull0 ct state established,related accept");
            }
            else if (host.Find("iptables") is not null) yield return Finding.Good("forwarding", "chain FORWARD of iptables drops (Docker's doing, mostly); Hull adds rules for hull0");
            else yield return Finding.Bad("forwarding", "chain FORWARD of iptables drops, and iptables is not installed to let hull0 pass", Mends.Install(host, "iptables"));
        }

        if (isFree) yield return Finding.Good("forwarding", "no chain drops forwarded packets");
    }

    private static Finding Forwarding(ExaminedHost host) => host.KernelText(Forward) switch
    {
        "1" => Finding.Good("ip_forward", "on"),
        null => Finding.Bad("ip_forward", $"{Forward} is not there"),
        _ when Hull.Linux.PathAccess.MayReadAndWrite(host.Prefix + Forward) => Finding.Good("ip_forward", "off; the first container on the bridge switches it on"),
        _ => Finding.Bad("ip_forward", $"off, and {Forward} cannot be written from here", "run `sysctl -w net.ipv4.ip_forward=1` on the host"),
    };

    private static Finding Subnet(ExaminedHost host)
    {
        var wanted = host.Settings.Network.DefaultSubnet;
        try
        {
            var chosen = ChooseSubnet.From(wanted, host.TakenSubnets());
            return Finding.Good("subnet", chosen == Ipv4Subnet.TryParse(wanted) ? $"{wanted} is free, or the bridge's already" : $"{wanted} is taken; {chosen} is free");
        }
        catch (EngineException e)
        {
            return Finding.Bad("subnet", e.Message, e.Hint);
        }
    }
}
