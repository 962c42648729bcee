using Hull.Core;
using Hull.Engine.Containers;
using Hull.Oci.Runtime;

namespace Hull.Engine.Tests.Containers;

public sealed class LentMountsTests
{
    private static readonly ContainerSpec Lender = new()
    {
        Mounts =
        [
            new RuntimeMount { Destination = "/b", Type = "bind", Source = "/data", Options = ["rw", "rbind"] },
            new RuntimeMount { Destination = "/t", Type = "tmpfs", Source = "tmpfs" },
        ],
        Volumes = [new NamedVolume { Name = "v", Dest = "/v", Options = ["rw"], IsAnonymous = true }],
    };

    [Fact]
    public void Takes_binds_and_volumes_as_they_are()
    {
        var lent = LentMounts.Of(["one"], Find);
        Assert.Equal(["rw", "rbind"], lent.Binds["/b"].Options!);
        Assert.True(lent.Volumes["/v"].IsAnonymous);
        Assert.Equal(["/t of container one is a tmpfs, which --volumes-from does not share"], lent.Warnings);
    }

    [Fact]
    public void Options_stand_in_place_of_those_of_the_lender()
    {
        var lent = LentMounts.Of(["one:ro,z"], Find);
        Assert.Equal(["ro", "z"], lent.Binds["/b"].Options!);
        Assert.Equal(["ro", "z"], lent.Volumes["/v"].Options!);
    }

    [Theory]
    [InlineData("one:ro,rw", "cannot set ro or rw options more than once")]
    [InlineData("one:z,z", "cannot set :z more than once in mount options")]
    [InlineData("one:Z", "invalid option \"Z\" specified - volumes from another container can only use z,ro,rw options")]
    [InlineData("two", "looking up container \"two\" for volumes-from: no container with name or ID \"two\" found: no such container")]
    public void Refuses(string text, string expected) => Assert.Equal(expected, Assert.Throws<EngineException>(() => LentMounts.Of([text], Find)).Message);

    private static ContainerRecord Find(string name)
    {
        if (name != "one") throw ContainerStore.NoSuchContainer(name);
        var config = SampleContainers.Config(new string('a', 64), name, DateTimeOffset.UnixEpoch);
        return new ContainerRecord(config with { Spec = Lender }, new ContainerState());
    }
}
