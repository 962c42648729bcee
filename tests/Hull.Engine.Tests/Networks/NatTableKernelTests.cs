using Hull.Engine.Networks;
using Hull.Linux;
using Hull.Linux.Namespaces;
using Hull.Linux.Nftables;

namespace Hull.Engine.Tests.Networks;

public sealed class NatTableKernelTests
{
    [Fact]
    public void The_kernel_has_as_many_rules_as_are_counted_and_takes_the_elements()
    {
        Assert.SkipUnless(HostKernel.EffectiveUserId == 0, "needs root");
        IsolatedThread.Run([], NamespaceKinds.Network, () =>
        {
            var text = NatTable.Text("hull0", Ipv4Subnet.Parse("10.88.0.0/16"));
            RunNft.Run("test", text);
            // Made anew, nothing is there twice.
            RunNft.Run("test", text);
            using var nft = new NftSocket();
            Assert.Equal(NatTable.RuleCount, nft.Rules(family: 1, NatTable.Name).Count);
            PortMapping[] ports =
            [
                new() { ContainerPort = 80, HostPort = 8080, Protocol = "tcp", Range = 3 },
                new() { ContainerPort = 53, HostPort = 53, Protocol = "udp", Range = 1, HostIp = "127.0.0.1" },
                new() { ContainerPort = 90, HostPort = 90, Protocol = "sctp", Range = 1, HostIp = "::1" },
            ];
            var elements = NatTable.Elements("id", ports, [System.Net.IPAddress.Parse("10.88.0.5"), System.Net.IPAddress.Parse("fd00::5")]);
            Assert.True(nft.TryChange(NftMessages.AddElements(NatTable.Name, elements)));
            var listed = RunNft.Run("test", $"list table inet {NatTable.Name}");
            Assert.Contains("tcp . 8082 comment \"id\" : 10.88.0.5 . 82", listed);
            Assert.Contains("127.0.0.1 . udp . 53 comment \"id\" : 10.88.0.5 . 53", listed);
            Assert.Contains("tcp . 8080 comment \"id\" : fd00::5 . 80", listed);
            Assert.Contains("::1 . sctp . 90 comment \"id\" : fd00::5 . 90", listed);
            Assert.True(nft.TryChange(NftMessages.DeleteElements(NatTable.Name, elements)));
        });
    }
}
