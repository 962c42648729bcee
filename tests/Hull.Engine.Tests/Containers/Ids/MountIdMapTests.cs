using Hull.Core;
using Hull.Engine.Containers;
using Hull.Engine.Containers.Ids;

namespace Hull.Engine.Tests.Containers.Ids;

/// <summary>The mount option idmap, as podman-run(1) has it under --mount.</summary>
public sealed class MountIdMapTests
{
    private static readonly IdMaps Container = new() { Users = [new IdRange(0, 100000, 50), new IdRange(50, 500, 1)], Groups = [new IdRange(0, 200000, 50)] };

    [Theory]
    [InlineData("idmap", "0:100000:50 50:500:1", "0:200000:50")]
    [InlineData("idmap=uids=0-1-10", "0:1:10", "0:200000:50")]
    [InlineData("idmap=gids=0-100-10", "0:100000:50 50:500:1", "0:100:10")]
    [InlineData("idmap=uids=0-1-10#10-11-10;gids=0-100-10", "0:1:10 10:11:10", "0:100:10")]
    [InlineData("idmap=uids=@7-1-10;gids=@0-0-50", "7:100001:10", "0:200000:50")]
    [InlineData("idmap=uids=@0-50-1", "0:500:1", "0:200000:50")]
    public void Says_which_id_on_the_disk_is_which_of_the_host(string option, string users, string groups)
    {
        var maps = MountIdMap.Of(option, Container)!;
        Assert.Equal((users, groups), (string.Join(' ', maps.Users), string.Join(' ', maps.Groups)));
    }

    [Fact]
    public void Nothing_changes_where_the_container_has_the_hosts_ids() => Assert.Null(MountIdMap.Of("idmap", null));

    [Fact]
    public void What_is_not_said_stays_without_a_user_namespace() => Assert.Equal("0:0:4294967295", string.Join(' ', MountIdMap.Of("idmap=uids=0-1-1", null)!.Groups));

    [Theory]
    [InlineData("idmap=")]
    [InlineData("idmap=0-1-1")]
    [InlineData("idmap=uids=")]
    [InlineData("idmap=uids=0-1")]
    [InlineData("idmap=uids=0-1-0")]
    [InlineData("idmap=uids=0-1-+1")]
    [InlineData("idmap=uids=0-1-2-3")]
    [InlineData("idmap=uids=0-4294967290-10")]
    [InlineData("idmap=uids=0-1-1;")]
    [InlineData("idmap=uids=@0-45-10")]
    [InlineData("idmap=gids=@0-50-1")]
    public void Refuses(string option)
    {
        var error = Assert.Throws<EngineException>(() => MountIdMap.Of(option, Container));
        Assert.Equal(ErrorKind.InvalidArgument, error.Kind);
        Assert.StartsWith($"mount option {option}: ", error.Message);
    }

    [Theory]
    [InlineData("rw,idmap", "idmap")]
    [InlineData("idmap=x,rw", "idmap=x")]
    [InlineData("rw,idmapped", null)]
    public void Is_found_among_the_options(string options, string? found) => Assert.Equal(found, MountIdMap.OptionOf(options.Split(',')));
}
