using System.Net;
using Hull.Core;
using Hull.Engine.Networks;

namespace Hull.Engine.Tests.Networks;

public sealed class AddressBookTests : IDisposable
{
    private static readonly NetworkRow Network = new("podman", Ipv4Subnet.Parse("10.88.0.0/29"));
    private readonly string _directory = Directory.CreateTempSubdirectory("hull-book-").FullName;
    private readonly StateDatabase _database;
    private readonly AddressBook _book;

    public AddressBookTests()
    {
        _database = new StateDatabase(Path.Join(_directory, "state.db"));
        _book = new AddressBook(_database);
        _book.Save(Network);
    }

    public void Dispose()
    {
        _database.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public void Each_container_has_an_address_until_it_gives_it_back()
    {
        Assert.Equal("10.88.0.2", Reserve("a"));
        Assert.Equal("10.88.0.3", Reserve("b"));
        _book.Release("a");
        _book.Release("a");
        // What was just freed rests.
        Assert.Equal("10.88.0.4", Reserve("c"));
        Assert.Equal(["b", "c"], _book.Holders("podman").Keys.Order());
        Assert.Null(_book.TryAddress("podman", "a"));
        Assert.Equal(IPAddress.Parse("10.88.0.3"), _book.TryAddress("podman", "b"));
    }

    [Fact]
    public void An_address_that_was_asked_for_is_had_once()
    {
        Assert.Equal("10.88.0.5", Reserve("a", "10.88.0.5"));
        var error = Assert.Throws<EngineException>(() => Reserve("b", "10.88.0.5"));
        Assert.Equal(ErrorKind.Conflict, error.Kind);
        Assert.Contains("already allocated to container ID a", error.Message);
        Assert.Equal("10.88.0.2", Reserve("b"));
    }

    [Fact]
    public void A_port_is_had_once_and_a_refusal_leaves_nothing()
    {
        Reserve("a", null, Port(8080, 3));
        var error = Assert.Throws<EngineException>(() => Reserve("b", null, Port(80), Port(8082)));
        Assert.Equal("port 8082/tcp is published by container a: address already in use", error.Message);
        Assert.Null(_book.TryAddress("podman", "b"));
        Reserve("c", null, Port(80), Port(8083), Port(8080) with { Protocol = "udp" });
        // A start that was killed and is begun again has its own ports in the way.
        Reserve("a", null, Port(8080, 3));
        _book.Release("a");
        Reserve("b", null, Port(8082));
    }

    [Fact]
    public void After_a_boot_only_the_subnet_is_known()
    {
        Reserve("a", null, Port(8080));
        _book.Clear();
        Assert.False(_book.IsInUse("podman"));
        Assert.Equal(Network, _book.TryFind("podman"));
        Reserve("b", null, Port(8080));
    }

    private static PortMapping Port(ushort port, ushort range = 1) => new() { ContainerPort = 80, HostPort = port, Range = range, Protocol = "tcp" };

    private string Reserve(string id, string? address = null, params PortMapping[] ports) => _book.Reserve(new AddressRequest
    {
        ContainerId = id,
        Network = Network,
        Address = address is null ? null : IPAddress.Parse(address),
        Ports = ports,
    }).ToString();
}
