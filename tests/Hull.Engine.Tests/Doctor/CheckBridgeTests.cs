using Hull.Core;
using Hull.Engine.Doctor;
using Hull.Engine.Networks;
using Hull.Linux.Nftables;

namespace Hull.Engine.Tests.Doctor;

public sealed class CheckBridgeTests : DoctorTest
{
    private const byte Inet = 1;
    private const byte Ip = 2;
    private const uint Forward = 2;
    private static readonly (string, string) Forwards = ("/proc/sys/net/ipv4/ip_forward", "1\n");

    [Fact]
    public void Good_on_a_host_without_others() =>
        Assert.All(CheckBridge.Look(Administrator(Forwards)), finding => Assert.Equal(FindingState.Good, finding.State));

    [Fact]
    public void Does_not_concern_a_user() => Assert.Empty(CheckBridge.Look(User(Forwards)));

    [Fact]
    public void A_chain_of_nft_that_drops_is_told_with_the_rules_it_needs()
    {
        NftChain[] chains = [new(Inet, "mine", "input", 1, true), new(Inet, "mine", "route", Forward, true), new(Inet, "hull", "forward", Forward, true)];
        var finding = Assert.Single(CheckBridge.Dropping(Administrator(), chains));
        Is(FindingState.Warning, "chain route of nft table inet mine", "nft insert rule inet mine route iifname hull0 accept", finding);
    }

    [Fact]
    public void Chains_of_iptables_are_opened_where_iptables_is_there()
    {
        NftChain[] chains = [new(Ip, "filter", "FORWARD", Forward, true)];
        Is(FindingState.Bad, "iptables is not installed", "install iptables", Assert.Single(CheckBridge.Dropping(Administrator(), chains)));
        Is(FindingState.Good, "has rules for hull0", null, Assert.Single(CheckBridge.Dropping(Administrator() with { KnowsBridge = static _ => true }, chains)));
        Root.WriteProgram("usr/sbin/iptables");
        Is(FindingState.Good, "Hull adds rules", null, Assert.Single(CheckBridge.Dropping(Administrator(), chains)));
        Is(FindingState.Good, "no chain", null, Assert.Single(CheckBridge.Dropping(Administrator(), [chains[0] with { Drops = false }])));
    }

    [Fact]
    public void A_kernel_without_nf_tables_is_bad()
    {
        var host = Administrator(Forwards) with { Chains = static () => throw new EngineException(ErrorKind.Unsupported, "netlink: no such protocol") };
        Is(FindingState.Bad, "no such protocol", "modprobe nf_tables", Only(CheckBridge.Look(host), "nftables"));
    }

    [Fact]
    public void A_taken_subnet_is_told_and_one_too_many_is_bad()
    {
        var taken = Administrator(Forwards) with { TakenSubnets = static () => [Ipv4Subnet.Parse("10.88.0.0/16")] };
        Is(FindingState.Good, "10.88.0.0/16 is taken; 10.89.0.0/16 is free", null, Only(CheckBridge.Look(taken), "subnet"));
        var none = Administrator(Forwards) with { TakenSubnets = static () => [Ipv4Subnet.Parse("10.0.0.0/8")] };
        Is(FindingState.Bad, "are taken", "default_subnet", Only(CheckBridge.Look(none), "subnet"));
    }
}
