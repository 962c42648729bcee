using Hull.Core;
using Hull.Engine.Containers;
using Hull.Oci.Runtime;

namespace Hull.Engine.Tests.Containers;

public sealed class MountOptionsTests
{
    private static readonly HostPath Open = new() { Kind = HostPathKind.Directory, FullPath = "/x" };
    private static readonly HostPath Restricted = Open with { NoSuid = true, NoDev = true, NoExec = true };

    [Theory]
    [InlineData("", "rw rprivate rbind")]
    [InlineData("ro", "ro rprivate rbind")]
    [InlineData("bind", "bind rw private")]
    [InlineData("Z,rslave", "rslave rw rbind")]
    [InlineData("nosuid,nodev,noexec", "nosuid nodev noexec rw rprivate rbind")]
    [InlineData("cached,delegated,consistency=x,nocopy", "rw rprivate rbind")]
    public void Completes_binds(string given, string expected) => Assert.Equal(expected, string.Join(' ', MountOptions.OfBind(Split(given), Open, selinux: false)));

    [Theory]
    [InlineData("", "rw rprivate noexec nosuid nodev rbind")]
    [InlineData("exec,suid,dev", "exec suid dev rw rprivate rbind")]
    public void A_bind_is_no_freer_than_its_source_unless_told(string given, string expected) =>
        Assert.Equal(expected, string.Join(' ', MountOptions.OfBind(Split(given), Restricted, selinux: false)));

    [Theory]
    [InlineData("", "rw rprivate nosuid nodev tmpcopyup")]
    [InlineData("notmpcopyup", "rw rprivate nosuid nodev")]
    [InlineData("size=1m,mode=1777,exec", "size=1m mode=1777 exec rw rprivate nosuid nodev tmpcopyup")]
    [InlineData("ro,suid,dev,noswap,noatime", "ro suid dev noswap noatime rprivate tmpcopyup")]
    [InlineData("uid=5,gid=6,nr_inodes=10,U", "uid=5 gid=6 nr_inodes=10 U rw rprivate nosuid nodev tmpcopyup")]
    public void Completes_tmpfs(string given, string expected) => Assert.Equal(expected, string.Join(' ', MountOptions.OfTmpfs(Split(given))));

    [Theory]
    [InlineData("ro,rw", "only one of 'rw' and 'ro' can be used: duplicate mount option passed")]
    [InlineData("ro,ro", "only one of 'rw' and 'ro' can be used: duplicate mount option passed")]
    [InlineData("exec,noexec", "only one of 'noexec' and 'exec' can be used: duplicate mount option passed")]
    [InlineData("suid,nosuid", "only one of 'nosuid' and 'suid' can be used: duplicate mount option passed")]
    [InlineData("dev,nodev", "only one of 'nodev' and 'dev' can be used: duplicate mount option passed")]
    [InlineData("shared,slave", "only one root propagation mode can be used: duplicate mount option passed")]
    [InlineData("bind,rbind", "only one of 'rbind' and 'bind' can be used: duplicate mount option passed")]
    [InlineData("z,Z", "only one of 'z' and 'Z' can be used: duplicate mount option passed")]
    [InlineData("copy,nocopy", "only one of 'nocopy' and 'copy' can be used: duplicate mount option passed")]
    [InlineData("foo", "unknown mount option \"foo\": invalid mount option")]
    [InlineData("size=1m", "the 'size' option is only allowed with tmpfs mounts: invalid mount option")]
    [InlineData("tmpcopyup", "the 'tmpcopyup' option is only allowed with tmpfs mounts: invalid mount option")]
    [InlineData("", "unknown mount option \"\": invalid mount option", "x")]
    public void Refuses_binds(string given, string message, string? empty = null)
    {
        var error = Assert.Throws<EngineException>(() => MountOptions.OfBind(empty is null ? Split(given) : [""], Open, selinux: false));
        Assert.Equal((ErrorKind.InvalidArgument, message), (error.Kind, error.Message));
    }

    [Fact]
    public void A_ramfs_is_never_filled()
    {
        Assert.Equal(["rw", "rprivate", "nosuid", "nodev"], MountOptions.OfTmpfs([], isRamfs: true));
        Assert.Equal(
            "the 'tmpcopyup' option is only allowed with tmpfs mounts: invalid mount option",
            Assert.Throws<EngineException>(() => MountOptions.OfTmpfs(["tmpcopyup"], isRamfs: true)).Message);
    }

    [Theory]
    [InlineData("", "rw rprivate nosuid nodev rbind")]
    [InlineData("ro,exec,suid", "ro exec suid rprivate nodev rbind")]
    [InlineData("U,noexec,nocopy", "U noexec nocopy rw rprivate nosuid nodev rbind")]
    [InlineData("z,nocreate,idmap=uids=0-1-10", "nocreate idmap=uids=0-1-10 rw rprivate nosuid nodev rbind")]
    public void Completes_volumes(string given, string expected) => Assert.Equal(expected, string.Join(' ', MountOptions.OfVolume(Split(given), selinux: false)));

    [Theory]
    [InlineData("U,U", "the 'U' option can only be set once: duplicate mount option passed")]
    [InlineData("idmap,idmap=x", "the 'idmap' option can only be set once: duplicate mount option passed")]
    [InlineData("O", "the 'O' option is only allowed with overlay mounts: invalid mount option")]
    [InlineData("upperdir=/x", "the 'upperdir' option is only allowed with overlay mounts: invalid mount option")]
    [InlineData("nocreate", "the 'nocreate' option is only allowed with named volumes: invalid mount option")]
    [InlineData("subpath=x", "unknown mount option \"subpath=x\": invalid mount option")]
    public void Refuses_what_is_not_for_binds(string given, string message) =>
        Assert.Equal(message, Assert.Throws<EngineException>(() => MountOptions.OfBind(Split(given), Open, selinux: false)).Message);

    [Fact]
    public void Relabelling_is_refused_where_it_would_do_something() => Assert.Equal(
        ErrorKind.Unsupported, Assert.Throws<EngineException>(() => MountOptions.OfVolume(["Z"], selinux: true)).Kind);

    [Theory]
    [InlineData("U")]
    [InlineData("idmap")]
    [InlineData("idmap=uids=0-1-2")]
    [InlineData("no-dereference")]
    public void Knows_the_words_that_are_not_for_the_runtime(string option)
    {
        Assert.True(MountOptions.IsOwn(option));
        Assert.Contains(option, MountOptions.OfBind([option], Open, selinux: false));
    }

    [Theory]
    [InlineData("bind", "the 'bind' and 'rbind' options are not allowed with tmpfs mounts: invalid mount option")]
    [InlineData("z", "the 'z' and 'Z' options are not allowed with tmpfs mounts: invalid mount option")]
    [InlineData("size=1,size=2", "only one tmpfs size can be specified: duplicate mount option passed")]
    [InlineData("mode=1,mode=2", "only one tmpfs mode can be specified: duplicate mount option passed")]
    [InlineData("tmpcopyup,notmpcopyup", "the 'tmpcopyup' or 'notmpcopyup' option can only be set once: duplicate mount option passed")]
    [InlineData("noswap,noswap", "the 'noswap' option can only be set once: duplicate mount option passed")]
    [InlineData("bad", "unknown mount option \"bad\": invalid mount option")]
    public void Refuses_tmpfs(string given, string message) =>
        Assert.Equal(message, Assert.Throws<EngineException>(() => MountOptions.OfTmpfs(Split(given))).Message);

    [Theory]
    [InlineData("bind", "", true)]
    [InlineData("tmpfs", "rbind", false)]
    [InlineData(null, "ro,rbind", true)]
    [InlineData("none", "bind", true)]
    [InlineData(null, "ro", false)]
    public void Knows_a_bind(string? type, string options, bool isBind) =>
        Assert.Equal(isBind, MountOptions.IsBind(new RuntimeMount { Destination = "/x", Type = type, Options = Split(options) }));

    private static string[] Split(string options) => options.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
