using Hull.Cli.Options.Values;
using Hull.Core;

namespace Hull.Cli.Tests.Options.Values;

public sealed class DeviceLimitTests
{
    [Theory]
    [InlineData("b 7:* rmw", "b", 7L, null, "rmw")]
    [InlineData("c 7:3 r", "c", 7L, 3L, "r")]
    [InlineData("a *:* rwm", "a", null, null, "rwm")]
    [InlineData("a 7 rmw", "a", 7L, null, "rmw")]
    public void Reads_rules(string text, string type, long? major, long? minor, string access)
    {
        var rule = DeviceRuleText.Read(text);
        Assert.Equal((true, type, major, minor, access), (rule.Allow, rule.Type, rule.Major, rule.Minor, rule.Access));
    }

    [Theory]
    [InlineData("b 7:* rmX", "invalid device access in device-access-add: X")]
    [InlineData("b 7:2", "invalid device cgroup rule requires type, major:Minor, and access rules: \"b 7:2\"")]
    [InlineData("x 7:* rmw", "invalid device type in device-access-add: x")]
    [InlineData("a a:* rmw", "strconv.ParseUint: parsing \"a\": invalid syntax")]
    public void Refuses_rules_as_Podman_does(string text, string expected) => Assert.Equal(expected, Refusal(() => DeviceRuleText.Read(text)));

    [Fact]
    public void Reads_limits()
    {
        Assert.Equal(1048576UL, DeviceLimitText.ReadSizes(["/dev/sda:1mb"])["/dev/sda"].Rate);
        Assert.Equal(1000UL, DeviceLimitText.ReadNumbers(["/dev/sda:1000"])["/dev/sda"].Rate);
        Assert.Equal((ushort)123, DeviceLimitText.ReadWeights(["/dev/sda:123"])["/dev/sda"].Weight);
    }

    [Theory]
    [InlineData("/dev/sda", "bad format: /dev/sda")]
    [InlineData("sda:1", "bad format for device path: sda:1")]
    [InlineData("/dev/sda:x", "invalid rate for device: /dev/sda:x. The correct format is <device-path>:<number>. Number must be a positive integer")]
    [InlineData("/dev/sda:-1", "invalid rate for device: /dev/sda:-1. The correct format is <device-path>:<number>. Number must be a positive integer")]
    public void Refuses_limits_as_Podman_does(string text, string expected) => Assert.Equal(expected, Refusal(() => DeviceLimitText.ReadNumbers([text])));

    [Theory]
    [InlineData("/dev/sda:5")]
    [InlineData("/dev/sda:1001")]
    public void Refuses_weights(string text) => Assert.Equal($"invalid weight for device: {text}", Refusal(() => DeviceLimitText.ReadWeights([text])));

    [Fact]
    public void All_wrong_values_are_told_at_once()
    {
        var error = Folding.Refusal("--memory=x", "--oom-score-adj=5000", "--umask=9");
        foreach (var part in new[] { "memory", "oom-score-adj", "umask" }) Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Maps_of_ids_are_folded()
    {
        var spec = Folding.Spec("--uidmap=+u5:@6:7", "--uidmap=1:2", "--subgidname=al");
        Assert.Equal((5u, 6u, 7u, true, true, true), (spec.IdMappings!.Users[0].ContainerId, spec.IdMappings.Users[0].HostId, spec.IdMappings.Users[0].Size,
            spec.IdMappings.Users[0].Extends, spec.IdMappings.Users[0].OfHost, spec.IdMappings.Users[0].UsersOnly));
        Assert.Equal((2, "al"), (spec.IdMappings.Users.Count, spec.IdMappings.SubordinateGroupName));
    }

    private static string Refusal(Action action) => Assert.Throws<EngineException>(action).Message;
}
