using Hull.Core;
using Hull.Engine.Volumes;

namespace Hull.Engine.Tests.Volumes;

public sealed class ResolveVolumeTests
{
    [Fact]
    public void A_volume_without_a_name_is_anonymous()
    {
        var config = Decide(new VolumeSpec());
        Assert.Equal(("generated", true, false), (config.Name, config.Anonymous, config.IsMounted));
    }

    [Theory]
    [InlineData("o=uid=5,gid=6", false, 5, 6, "GID=6 UID=5 o=uid=5,gid=6")]
    [InlineData("o=noquota", false, 0, 0, "NOQUOTA=true")]
    [InlineData("type=tmpfs device=tmpfs o=size=2M,nodev,uid=7", true, 7, 0, "UID=7 device=tmpfs o=size=2M,nodev,uid=7 type=tmpfs")]
    [InlineData("type=nfs device=a:/b o=timeout=10,ro", true, 0, 0, "TIMEOUT=10 device=a:/b o=ro type=nfs")]
    [InlineData("device=/dev/sda1", true, 0, 0, "device=/dev/sda1")]
    [InlineData("nocopy=", false, 0, 0, "nocopy=")]
    public void Reads_options(string options, bool mounted, uint uid, uint gid, string expected)
    {
        var config = Decide(new VolumeSpec { Name = "v", Options = Options(options) });
        Assert.Equal((mounted, uid, gid), (config.IsMounted, config.Uid, config.Gid));
        Assert.Equal(expected, string.Join(' ', config.Options.OrderBy(option => option.Key, StringComparer.Ordinal).Select(option => $"{option.Key}={option.Value}")));
        Assert.Equal(options == "nocopy=", !config.CopiesUp);
    }

    [Theory]
    [InlineData("/bad")]
    [InlineData("-a")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("é")]
    public void Refuses_names(string name) => Assert.Equal(
        "running volume create option: names must match [a-zA-Z0-9][a-zA-Z0-9_.-]*: invalid argument", Refusal(new VolumeSpec { Name = name }, ErrorKind.InvalidArgument));

    [Theory]
    [InlineData("bogus=1", "invalid mount option bogus for driver 'local': invalid argument")]
    [InlineData("uid=1", "volume option uid stands in the option o: invalid argument")]
    [InlineData("o=uid", "uid option must provide a UID: invalid argument")]
    [InlineData("o=gid=x", "cannot convert GID x to integer: strconv.Atoi: parsing \"x\": invalid syntax")]
    public void Refuses_options(string options, string expected) =>
        Assert.Equal(expected, Refusal(new VolumeSpec { Name = "v", Options = Options(options) }, ErrorKind.InvalidArgument));

    [Theory]
    [InlineData("local", "o=size=1m", "volume options size and inodes not supported. Filesystem does not support Project Quota")]
    [InlineData("image", "", "volume v: the driver image is not supported: hull keeps volumes in directories")]
    [InlineData("nfs4", "", "volume v uses volume plugin nfs4 but it could not be retrieved: no volume plugin with name nfs4 available: required plugin missing")]
    public void Names_what_it_has_not(string driver, string options, string expected) =>
        Assert.Equal(expected, Refusal(new VolumeSpec { Name = "v", Driver = driver, Options = Options(options) }, ErrorKind.Unsupported));

    [Theory]
    [InlineData("type=tmpfs", "-t tmpfs -- tmpfs /d")]
    [InlineData("type=tmpfs device=x o=size=1m", "-o size=1m -t tmpfs -- x /d")]
    [InlineData("type=bind device=/s o=ro", "-o ro -o bind -- /s /d")]
    [InlineData("type=none device=/s o=bind", "-o bind -t none -- /s /d")]
    [InlineData("device=/dev/sda1", "-- /dev/sda1 /d")]
    public void Says_it_to_mount(string options, string expected) =>
        Assert.Equal(expected, string.Join(' ', MountVolume.Arguments(Decide(new VolumeSpec { Name = "v", Options = Options(options) }), "/d")));

    private static VolumeConfig Decide(VolumeSpec spec) => ResolveVolume.Decide(spec, "generated", DateTimeOffset.UnixEpoch);

    private static string Refusal(VolumeSpec spec, ErrorKind kind)
    {
        var error = Assert.Throws<EngineException>(() => Decide(spec));
        Assert.Equal(kind, error.Kind);
        return error.Message;
    }

    private static Dictionary<string, string> Options(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .ToDictionary(option => option[..option.IndexOf('=')], option => option[(option.IndexOf('=') + 1)..]);
}
