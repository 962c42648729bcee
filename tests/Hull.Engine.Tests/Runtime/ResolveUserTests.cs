using System.Text;
using Hull.Core;
using Hull.Engine.Runtime;

namespace Hull.Engine.Tests.Runtime;

public sealed class ResolveUserTests
{
    private const string Passwd = """
        # comment
        root:x:0:0:root:/root:/bin/sh
        broken:x:zero:0::/:
        short:x:5
        al:x:1000:100:Al:/home/al:/bin/sh
        bo:x:1001:1001
        al:x:7:7:second:/second:/bin/sh
        42:x:1042:1042:a name of digits:/forty:/bin/sh
        """;

    private const string Group = """
        root:x:0:root
        users:x:100:
        audio:x:29:al,root
        video:x:44:bo, al
        bad:x:nine:al
        bo:x:1001:
        """;

    [Theory]
    [InlineData("", 0, 0, "0,29", "/root")]
    [InlineData("root", 0, 0, "0,29", "/root")]
    [InlineData("0", 0, 0, "0,29", "/root")]
    [InlineData("al", 1000, 100, "100,29", "/home/al")]
    [InlineData("1000", 1000, 100, "100,29", "/home/al")]
    [InlineData("al:users", 1000, 100, "100", "/home/al")]
    [InlineData("al:44", 1000, 44, "44", "/home/al")]
    [InlineData("al:555", 1000, 555, "555", "/home/al")]
    [InlineData("bo", 1001, 1001, "1001,44", "/")]
    [InlineData("1234", 1234, 0, "0", "/work")]
    [InlineData("1234:5678", 1234, 5678, "5678", "/work")]
    [InlineData("42", 42, 0, "0", "/work")]
    [InlineData(":44", 0, 44, "44", "/root")]
    public void Finds_users(string user, uint uid, uint gid, string groups, string home)
    {
        var found = From(user);
        Assert.Equal((uid, gid, home), (found.Uid, found.Gid, found.Home));
        // An empty user has no group of its own to add, but root's memberships.
        var expected = user.Length == 0 ? groups[2..] : groups;
        Assert.Equal(user.Length == 0 ? "0,29" : expected, string.Join(',', found.Groups));
    }

    [Theory]
    [InlineData("nobody", "unable to find user nobody: no matching entries in passwd file")]
    [InlineData("broken", "unable to find user broken: no matching entries in passwd file")]
    [InlineData("short", "unable to find user short: no matching entries in passwd file")]
    [InlineData("al:nogroup", "unable to find group nogroup: no matching entries in group file")]
    [InlineData("al:bad", "unable to find group bad: no matching entries in group file")]
    [InlineData("-1", "-1: uids and gids must be in range 0-2147483647")]
    [InlineData("2147483648", "2147483648: uids and gids must be in range 0-2147483647")]
    [InlineData("al:99999999999", "99999999999: uids and gids must be in range 0-2147483647")]
    public void Refuses_unknown_users_in_podmans_words(string user, string message)
    {
        var error = Assert.Throws<EngineException>(() => From(user));
        Assert.Equal((ErrorKind.InvalidArgument, message), (error.Kind, error.Message));
    }

    [Fact]
    public void Adds_groups_once_by_name_or_number()
    {
        var found = ResolveUser.From(Encoding.UTF8.GetBytes(Passwd), Encoding.UTF8.GetBytes(Group), "al", ["video", "100", "7"]);
        Assert.Equal([100u, 44u, 7u, 29u], found.Groups);
    }

    [Fact]
    public void Gives_a_number_without_an_entry_one()
    {
        var found = From("1234:5678");
        Assert.EndsWith("digits:/forty:/bin/sh\n1234:*:1234:5678:container user:/work:/bin/sh\n", Encoding.UTF8.GetString(found.Passwd!), StringComparison.Ordinal);
        Assert.EndsWith("bo:x:1001:\n5678:x:5678:1234\n", Encoding.UTF8.GetString(found.Group!), StringComparison.Ordinal);
        Assert.Null(From("al").Passwd);
        Assert.Null(From("al").Group);
    }

    [Fact]
    public void Never_writes_a_working_directory_that_would_be_another_entry()
    {
        var found = ResolveUser.From(Encoding.UTF8.GetBytes(Passwd), null, "1234", [], new AccountRequest { WorkDir = "/x:/bin/sh\nroot2:x:0:0::" });
        Assert.Null(found.Passwd);
    }

    [Fact]
    public void Works_without_files()
    {
        var found = ResolveUser.From(null, null, "7:8", []);
        Assert.Equal((7u, 8u, "/"), (found.Uid, found.Gid, found.Home));
        Assert.Null(found.Passwd);
        Assert.Throws<EngineException>(() => ResolveUser.From(null, null, "root", []));
        Assert.Equal(0u, ResolveUser.From(null, null, "", []).Uid);
    }

    [Fact]
    public void Follows_links_inside_the_root_only()
    {
        using var root = new TemporaryRoot();
        File.WriteAllText(root.Path("real"), "in:x:5:5::/in:/bin/sh\n");
        File.CreateSymbolicLink(root.Path("etc/passwd"), "/real");
        Assert.Equal(5u, ResolveUser.In(root.Directory, "in", []).Uid);
        File.Delete(root.Path("etc/passwd"));
        File.CreateSymbolicLink(root.Path("etc/passwd"), "../../../../../../../../etc/passwd");
        // The link leads round inside the root, to itself: never to the host's file.
        Assert.Throws<EngineException>(() => ResolveUser.In(root.Directory, "root", []));
    }

    [Fact]
    public void Refuses_what_is_no_regular_file()
    {
        using var root = new TemporaryRoot();
        Directory.CreateDirectory(root.Path("etc/passwd"));
        var error = Assert.Throws<EngineException>(() => ResolveUser.In(root.Directory, "root", []));
        Assert.Contains("/etc/passwd", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_huge_file()
    {
        using var root = new TemporaryRoot();
        using (var file = File.Create(root.Path("etc/passwd"))) file.SetLength(64L << 20);
        Assert.Equal(ErrorKind.ResourceExhausted, Assert.Throws<EngineException>(() => ResolveUser.In(root.Directory, "root", [])).Kind);
    }

    private static ResolvedUser From(string user) =>
        ResolveUser.From(Encoding.UTF8.GetBytes(Passwd), Encoding.UTF8.GetBytes(Group), user, [], new AccountRequest { WorkDir = "/work" });
}
