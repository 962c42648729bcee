using System.Text;
using System.Text.Json;
using Hull.Engine.Containers;
using Hull.Engine.Containers.Listing;
using Hull.Engine.Networks;

namespace Hull.Engine.Tests.Containers.Listing;

public sealed class ListLinesTests
{
    private static readonly ContainerConfig Config = SampleContainers.Config(new string('a', 64), "box", DateTimeOffset.UnixEpoch);

    [Fact]
    public void A_column_holds_what_the_table_shows()
    {
        var config = Config with
        {
            Args = ["sh", "-c", "echo \"ü\"\n"],
            Spec = Config.Spec with
            {
                PortMappings = [new PortMapping { ContainerPort = 80, HostPort = 8080, Range = 1, Protocol = "tcp" }],
                Expose = new Dictionary<ushort, string> { [90] = "tcp,udp" },
            },
        };
        Assert.True(ListingColumn.TryRead(Encoding.UTF8.GetBytes(ListingColumn.Of(config)), out var image, out var command, out var ports));
        Assert.Equal((config.ImageName, "sh -c echo \"ü\"\n", "0.0.0.0:8080->80/tcp, 90/tcp, 90/udp"), (image, command, ports));
    }

    [Fact]
    public void Who_shares_anothers_network_has_none()
    {
        var column = ListingColumn.Of(Config with { Spec = Config.Spec with { NetworkNamespace = NamespaceMode.Of("container") with { Value = "b" } } });
        Assert.Equal("", column);
        Assert.False(ListingColumn.TryRead([], out _, out _, out _));
    }

    [Theory]
    [InlineData(ContainerStatus.Configured, true)]
    [InlineData(ContainerStatus.Exited, true)]
    [InlineData(ContainerStatus.Running, false)]
    [InlineData(ContainerStatus.Removing, false)]
    [InlineData(ContainerStatus.Stopping, false)]
    public void A_state_at_rest_is_read_in_short(ContainerStatus status, bool resting)
    {
        var state = new ContainerState
        {
            Status = status,
            ExitCode = 3,
            Finished = DateTimeOffset.UnixEpoch.AddDays(1),
            Error = "\"status\":\"Running\"",
            Networks = [new NetworkAttachment { Network = "n", Interface = "eth0" }],
        };
        var json = JsonSerializer.SerializeToUtf8Bytes(state, SpecWriting.Default.ContainerState);
        Assert.Equal(resting, RestingState.TryRead(json, out var read));
        if (resting) Assert.Equal((status, 3, state.Finished), (read.Status, read.ExitCode, read.Finished));
    }

    [Fact]
    public void A_state_without_an_end_is_read_too()
    {
        Assert.True(RestingState.TryRead(JsonSerializer.SerializeToUtf8Bytes(new ContainerState(), SpecWriting.Default.ContainerState), out var read));
        Assert.Equal((ContainerStatus.Configured, null), (read.Status, read.Finished));
    }
}
