using System.Net;
using System.Net.Sockets;
using Hull.Core;
using Hull.Engine.Containers;
using Hull.Engine.Networks;
using Hull.Engine.Store;
using Hull.Engine.Tests.Containers;

namespace Hull.Engine.Tests.Networks;

public sealed class FreePortsTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("hull-ports-").FullName;
    private readonly StateDatabase _database;
    private readonly ContainerStore _store;

    public FreePortsTests()
    {
        var paths = new StorePaths { Root = _directory, RunRoot = Path.Join(_directory, "run") };
        new BootMarker(paths).MakeDirectories();
        _database = new StateDatabase(paths.Database);
        _store = new ContainerStore(_database, paths);
    }

    public void Dispose()
    {
        _database.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Theory]
    [InlineData("tcp")]
    [InlineData("udp")]
    [InlineData("sctp")]
    public void What_it_finds_can_be_listened_on(string protocol)
    {
        var port = new FreePorts(_store).Find(new PortMapping { ContainerPort = 80, Range = 1, Protocol = protocol });
        Assert.InRange((int)port!, 1024, 65535);
        using var socket = new Socket(AddressFamily.InterNetwork, protocol == "udp" ? SocketType.Dgram : SocketType.Stream, protocol == "udp" ? ProtocolType.Udp : ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Any, (int)port));
    }

    [Fact]
    public void A_range_is_free_as_a_whole()
    {
        var ports = new FreePorts(_store);
        var found = Enumerable.Range(0, 50).Select(_ => ports.Find(new PortMapping { ContainerPort = 80, Range = 5, Protocol = "tcp" })).OfType<ushort>().First();
        Assert.True(found + 4 <= 65535);
    }

    [Fact]
    public void Ports_of_recorded_containers_are_left_to_them()
    {
        // One that has all ports, though nobody listens on any.
        var config = SampleContainers.Config(new string('a', 64), "all", DateTimeOffset.UnixEpoch);
        var all = new PortMapping { HostPort = 1, ContainerPort = 1, Range = 65535, Protocol = "tcp" };
        using (_store.LockNew(config.Id)) _store.Insert(config with { Spec = config.Spec with { PortMappings = [all] } }, new ContainerState(), _ => { });

        var ports = new FreePorts(_store);

        Assert.Null(ports.Find(new PortMapping { ContainerPort = 80, Range = 1, Protocol = "tcp" }));
        Assert.NotNull(ports.Find(new PortMapping { ContainerPort = 80, Range = 1, Protocol = "udp" }));
    }
}
