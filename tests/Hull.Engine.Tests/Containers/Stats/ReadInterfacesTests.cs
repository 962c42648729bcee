using Hull.Engine.Containers.Stats;

namespace Hull.Engine.Tests.Containers.Stats;

public sealed class ReadInterfacesTests
{
    private const string Text = """
        Inter-|   Receive                                                |  Transmit
         face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
            lo:    1000      10    0    0    0     0          0         0     1000      10    0    0    0     0       0          0
          eth0: 123456     789    1    2    0     0          0         0   654321     987    3    4    0     0       0          0
        eth1:5 6 7 8 0 0 0 0 9 10 11 12 0 0 0 0
        broken: 1 2
        """;

    [Fact]
    public void Every_interface_but_loopback_counts()
    {
        var read = ReadInterfaces.Parse(Text);
        Assert.Equal(["eth0", "eth1"], read.Keys.Order());
        Assert.Equal(
            new InterfaceStats { RxBytes = 123456, RxPackets = 789, RxErrors = 1, RxDropped = 2, TxBytes = 654321, TxPackets = 987, TxErrors = 3, TxDropped = 4 }, read["eth0"]);
        Assert.Equal((5UL, 9UL), (read["eth1"].RxBytes, read["eth1"].TxBytes));
    }

    [Fact]
    public void What_is_gone_has_none() => Assert.Empty(ReadInterfaces.Parse(""));

    [Fact]
    public void Input_and_output_are_sums()
    {
        var stats = new ContainerStats { ContainerId = "a", Name = "a", Network = ReadInterfaces.Parse(Text) };
        Assert.Equal((123461UL, 654330UL), (stats.NetInput, stats.NetOutput));
    }
}
