using Hull.Core;
using Hull.Engine.Containers;
using Hull.Engine.Containers.Ids;
using Hull.Engine.Rootless;
using Hull.Linux.HostFacts;

namespace Hull.Engine.Tests.Containers.Ids;

/// <summary>Which ids a user namespace gets, as podman-run(1) has it under --userns and --uidmap.</summary>
public sealed class ResolveIdsTests
{
    private const string RootMap = "0 0 4294967295\n";

    // A user of two subordinate ranges, the second of which leaves a hole on the host.
    private const string UserMap = "0 1000 1\n1 100000 1000\n1001 300000 500\n";

    [Theory]
    [InlineData("0:200000:5000", "0:200000:5000")]
    [InlineData("0:200000", "0:200000:1")]
    [InlineData("0:0:10,+3:100:2", "0:0:3,3:100:2,5:5:5")]
    [InlineData("0:0:10,+20:4:2", "0:0:4,6:6:4,20:4:2")]
    [InlineData("0:0:65000,+100000:1:1,1:65001:1", "0:0:1,1:65001:1,2:2:64998,100000:1:1")]
    [InlineData("u0:0:10", "0:0:10")]
    public void Roots_ranges_are_as_written(string asked, string expected) => Assert.Equal(expected, Users(RootMap, asked, rootless: false));

    [Theory]
    [InlineData("0:0:1", "0:0:1")]
    // Split where a range of the namespace around ends.
    [InlineData("0:1:1400", "0:1:1000,1000:1001:400")]
    [InlineData("0:0:1501", "0:0:1,1:1:1000,1001:1001:500")]
    // @ names the host's id.
    [InlineData("0:@100000:10", "0:1:10")]
    [InlineData("0:@1000:1", "0:0:1")]
    [InlineData("5:@300010:3", "5:1011:3")]
    // Only exceptions: the rest is filled up from 0 on, and nothing of it is empty.
    [InlineData("+100000:1:1", "0:0:1,1:2:999,1000:1001:500,100000:1:1")]
    [InlineData("+100000:1500:1", "0:0:1,1:1:1000,1001:1001:499,100000:1500:1")]
    [InlineData("+0:@100005:1", "0:6:1,1:0:1,2:1:5,7:7:994,1001:1001:500")]
    public void A_users_ranges_count_in_the_users_namespace(string asked, string expected) => Assert.Equal(expected, Users(UserMap, asked, rootless: true));

    [Theory]
    [InlineData(UserMap, true, "0:1500:2", "has no id 1501")]
    [InlineData(UserMap, true, "0:@5:1", "the host's id 5 is none that this user may give away")]
    [InlineData(RootMap, false, "0:0:10,5:100:10", "overlap inside the container")]
    [InlineData(RootMap, false, "0:0:10,20:5:10", "overlap on the host")]
    [InlineData(RootMap, false, "0:0:0", "must be positive")]
    [InlineData(RootMap, false, "0:4294967295:2", "there are no such ids")]
    public void Impossible_ranges_are_refused(string own, bool rootless, string asked, string expected)
    {
        var error = Assert.Throws<EngineException>(() => Users(own, asked, rootless));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0:0:1000,g2000:2000:1", "", "0:0:1000", "0:0:1000,2000:2000:1")]
    [InlineData("", "0:0:1000,g2000:2000:1", "0:0:1000", "0:0:1000,2000:2000:1")]
    [InlineData("0:5:10", "0:7:10", "0:5:10", "0:7:10")]
    [InlineData("g0:100:1", "", "0:0:1,1:1:4294967294", "0:100:1")]
    public void Who_names_one_kind_means_both_but_for_what_is_marked(string users, string groups, string expectedUsers, string expectedGroups)
    {
        var maps = Decide(RootMap, new IdMappingRequest { Users = Entries(users), Groups = Entries(groups) }, rootless: false).Maps!;
        Assert.Equal((expectedUsers, expectedGroups), (Text(maps.Users), Text(maps.Groups)));
    }

    [Theory]
    [InlineData("", "0:1:1000,1000:0:1,1001:1001:500", "1000:1000")]
    [InlineData("uid=200,gid=210", "0:1:200,200:0:1,201:201:800,1001:1001:500", "200:210")]
    [InlineData("uid=0,gid=0", "0:0:1,1:1:1000,1001:1001:500", "0:0")]
    [InlineData("size=10", "0:1:9,1000:0:1", "1000:1000")]
    [InlineData("uid=5000", "0:1:1000,1000:1001:500,5000:0:1", "5000:1000")]
    public void Keep_id_makes_room_for_the_user(string options, string expected, string user)
    {
        var space = Mode("keep-id", options, UserMap, rootless: true);
        Assert.Equal((expected, user), (Text(space.Maps!.Users), space.User));
        Assert.Equal("al", space.Account?.Name);
    }

    [Fact]
    public void Keep_id_of_root_leaves_all_as_it_is()
    {
        var space = Mode("keep-id", "", RootMap, rootless: false);
        Assert.Equal(("0:0:1,1:1:4294967294", "0:0"), (Text(space.Maps!.Users), space.User));
    }

    [Fact]
    public void A_user_who_is_named_is_who_runs()
    {
        var facts = Facts(UserMap) with { CallerUser = 1000, CallerGroup = 1000 };
        Assert.Null(new ResolveIds(facts, rootless: true).Decide(NamespaceMode.Of("keep-id"), null, "root").User);
    }

    [Fact]
    public void Nomap_leaves_the_user_out() => Assert.Equal("0:1:1000,1000:1001:500", Text(Mode("nomap", "", UserMap, rootless: true).Maps!.Users));

    [Theory]
    [InlineData("nomap", "", "nomap is only supported in rootless mode")]
    [InlineData("private", "", "must provide at least one UID or GID mapping to configure a user namespace: invalid argument")]
    [InlineData("keep-id", "size=5", "cannot set the size of a keep-id user namespace when not running rootless")]
    [InlineData("keep-id", "foo=5", "unknown option specified: \"foo\"")]
    [InlineData("keep-id", "uid=x", "invalid option specified: \"uid=x\": no number")]
    [InlineData("auto", "uid=5", "unknown option specified: \"uid\"")]
    public void Modes_and_options_that_do_not_fit_are_refused(string mode, string options, string expected) =>
        Assert.Equal(expected, Assert.Throws<EngineException>(() => Mode(mode, options, RootMap, rootless: false)).Message);

    [Fact]
    public void A_name_in_subuid_gives_its_ranges()
    {
        var facts = Facts(RootMap) with { SubordinateUsers = [new(100000, 10), new(200000, 5)], SubordinateGroups = [new(300000, 7)] };
        var maps = new ResolveIds(facts, rootless: false).Decide(NamespaceMode.Of("private"), new IdMappingRequest { SubordinateUserName = "al" }, null).Maps!;
        Assert.Equal(("0:100000:10,10:200000:5", "0:300000:7"), (Text(maps.Users), Text(maps.Groups)));
    }

    [Fact]
    public void Auto_takes_what_no_other_container_has()
    {
        IReadOnlyList<SubordinateRange> given = [new(100000, 5000)];
        var other = new IdMaps { Users = [new IdRange(0, 100000, 1024)], Groups = [new IdRange(0, 100000, 100)] };
        var facts = Facts(RootMap) with { SubordinateUsers = given, SubordinateGroups = given, Taken = [other] };
        var maps = new ResolveIds(facts, rootless: false).Decide(NamespaceMode.Of("auto"), null, null).Maps!;
        Assert.Equal(("0:101024:1024", "0:100100:1024"), (Text(maps.Users), Text(maps.Groups)));
    }

    [Theory]
    [InlineData("", 0u, null, "0:1:1000,1000:1001:24")]
    [InlineData("size=10", 0u, null, "0:1:10")]
    [InlineData("", 1200u, null, "0:1:1000,1000:1001:200")]
    [InlineData("", 0u, "1199", "0:1:1000,1000:1001:200")]
    [InlineData("size=10,uidmapping=1:@100500:1", 0u, null, "0:1:1,1:501:1,2:2:8")]
    public void Auto_of_a_user_leaves_the_user_out(string options, uint imageSize, string? user, string expected)
    {
        var facts = Facts(UserMap) with { ImageSize = imageSize };
        var maps = new ResolveIds(facts, rootless: true).Decide(new NamespaceMode { Mode = "auto", Value = options }, null, user).Maps!;
        Assert.Equal(expected, Text(maps.Users));
    }

    [Fact]
    public void Auto_says_who_has_to_be_in_subuid()
    {
        var error = Assert.Throws<EngineException>(() => Mode("auto", "", RootMap, rootless: false));
        Assert.Equal("cannot find UID ranges for user \"containers\" in /etc/subuid", error.Message);
        Assert.NotNull(error.Hint);
    }

    [Fact]
    public void Auto_says_when_all_ids_are_taken() =>
        Assert.StartsWith("not enough unused UIDs", Assert.Throws<EngineException>(() => Mode("auto", "size=2000", UserMap, rootless: true)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("0:1:2:3")]
    [InlineData("x0:1:2")]
    [InlineData("0:y:2")]
    [InlineData("0:1:-2")]
    [InlineData("0:1:4294967296")]
    public void Malformed_ranges_are_refused(string text) =>
        Assert.Equal($"invalid uidmap \"{text}\": must be [flags]container_id:from_id[:amount]", Assert.Throws<EngineException>(() => ParseIdMap.Read("uidmap", text)).Message);

    private static string Users(string own, string asked, bool rootless) => Text(Decide(own, new IdMappingRequest { Users = Entries(asked) }, rootless).Maps!.Users);

    private static UserSpace Decide(string own, IdMappingRequest asked, bool rootless) => new ResolveIds(Facts(own), rootless).Decide(NamespaceMode.Of("private"), asked, null);

    private static UserSpace Mode(string mode, string options, string own, bool rootless)
    {
        var facts = Facts(own) with
        {
            CallerUser = rootless ? 1000u : 0,
            CallerGroup = rootless ? 1000u : 0,
            Caller = new HostAccount("al", 1000, 1000, "Al", "/home/al"),
        };
        return new ResolveIds(facts, rootless).Decide(new NamespaceMode { Mode = mode, Value = options }, null, null);
    }

    private static IdFacts Facts(string own) => new() { Users = IdMap.Parse(own), Groups = IdMap.Parse(own) };

    private static IdMapEntry[] Entries(string text) => [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(part => ParseIdMap.Read("uidmap", part))];

    private static string Text(IReadOnlyList<IdRange> ranges) => string.Join(',', ranges);
}
