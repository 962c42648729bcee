using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Containers;
using Hull.Engine.Runtime;
using Hull.Oci.Runtime;

namespace Hull.Engine.Tests.Runtime;

public sealed class ResolveProfileTests
{
    [Theory]
    [InlineData("seccomp-plain", "")]
    [InlineData("seccomp-net_admin", "net_admin")]
    public void Resolves_containers_commons_profile_as_podman_does(string recorded, string add)
    {
        // What podman 4.3.1 made of the profile of Debian's containers-common 0.50.1.
        var profile = new FileInfo(HostPaths.SeccompDefault);
        if (!profile.Exists || profile.Length != 16401) Assert.Skip($"{profile.FullName} is not the one of containers-common 0.50.1");
        var capabilities = Capabilities.Merge(
            new ContainersTable().DefaultCapabilities, add.Length == 0 ? [] : [add], [], [.. Enumerable.Range(0, Capabilities.Count).Select(Capabilities.NameOf)]);
        var rules = ResolveProfile.From(profile.FullName, File.ReadAllBytes(profile.FullName), capabilities, "amd64", "6.1.0");
        var expected = JsonNode.Parse(File.ReadAllText(Path.Join(AppContext.BaseDirectory, "Runtime", "Podman", recorded + ".json")));
        Assert.Equal(expected!.ToJsonString(), JsonSerializer.SerializeToNode(rules, RuntimeWriting.Default.LinuxSeccomp)!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"includes":{"caps":["CAP_A"]}}""", true)]
    [InlineData("""{"includes":{"caps":["CAP_A","CAP_C"]}}""", false)]
    [InlineData("""{"excludes":{"caps":["CAP_C","CAP_A"]}}""", false)]
    [InlineData("""{"excludes":{"caps":["CAP_C"]}}""", true)]
    [InlineData("""{"includes":{"arches":["arm64","amd64"]}}""", true)]
    [InlineData("""{"includes":{"arches":["arm64"]}}""", false)]
    [InlineData("""{"excludes":{"arches":["amd64"]}}""", false)]
    [InlineData("""{"includes":{"minKernel":"4.8"}}""", true)]
    [InlineData("""{"includes":{"minKernel":"6.1"}}""", true)]
    [InlineData("""{"includes":{"minKernel":"6.2"}}""", false)]
    [InlineData("""{"excludes":{"minKernel":"4.8"}}""", false)]
    [InlineData("""{"includes":{},"excludes":{}}""", true)]
    [InlineData("{}", true)]
    public void Keeps_rules_that_hold(string condition, bool holds)
    {
        var rule = JsonNode.Parse(condition)!.AsObject();
        rule["names"] = new JsonArray("read");
        rule["action"] = "SCMP_ACT_ALLOW";
        var text = $$"""{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[{{rule.ToJsonString()}}]}""";
        Assert.Equal(holds ? 1 : 0, Resolve(text).Syscalls!.Count);
    }

    [Fact]
    public void Reads_error_numbers_by_name_first()
    {
        var rules = Resolve("""
            {"defaultAction":"SCMP_ACT_ERRNO","defaultErrnoRet":1,"defaultErrno":"ENOSYS",
             "syscalls":[{"name":"read","action":"SCMP_ACT_ERRNO","errno":"22"},{"names":["write"],"action":"SCMP_ACT_ERRNO","errnoRet":5}]}
            """);
        Assert.Equal((38u, 22u, 5u), (rules.DefaultErrnoRet, rules.Syscalls![0].ErrnoRet, rules.Syscalls[1].ErrnoRet));
        Assert.Equal("read", Assert.Single(rules.Syscalls[0].Names));
    }

    [Theory]
    [InlineData("", "not valid JSON of a profile, line 1, at $")]
    [InlineData("null", "it is null")]
    [InlineData("{}", "it has no defaultAction; use seccomp=unconfined for no filter")]
    [InlineData("[]", "not valid JSON of a profile, line 1, at $")]
    [InlineData("{\n\"defaultAction\":7}", "not valid JSON of a profile, line 2, at $.defaultAction")]
    [InlineData("""{"defaultAction":"A","defaultErrno":"EWHAT"}""", "unknown errno EWHAT")]
    [InlineData("""{"defaultAction":"A","syscalls":[{"action":"A"}]}""", "a rule has no names or no action")]
    [InlineData("""{"defaultAction":"A","syscalls":[{"names":["x"]}]}""", "a rule has no names or no action")]
    [InlineData("""{"defaultAction":"A","syscalls":[{"name":"x","names":["x"],"action":"A"}]}""", "'name' and 'names' were specified in the seccomp profile, use either 'name' or 'names'")]
    [InlineData("""{"defaultAction":"A","architectures":["X"],"archMap":[{"architecture":"Y"}]}""", "'architectures' and 'archMap' were specified in the seccomp profile, use either 'architectures' or 'archMap'")]
    [InlineData("""{"defaultAction":"A","syscalls":[{"names":["x"],"action":"A","includes":{"minKernel":"new"}}]}""", "minKernel \"new\" must have the form MAJOR.MINOR")]
    public void Refuses_profiles_that_make_no_sense(string text, string reason)
    {
        var error = Assert.Throws<EngineException>(() => Resolve(text));
        Assert.Equal((ErrorKind.InvalidArgument, $"loading seccomp profile (p.json) failed: {reason}"), (error.Kind, error.Message));
    }

    [Theory]
    [InlineData("crun version 1.8.1\ncommit: x\n", true)]
    [InlineData("crun version 0.18\n", true)]
    [InlineData("crun version 0.17\n", false)]
    [InlineData("crun version 1.14.4-dirty", true)]
    [InlineData("crun version UNKNOWN\n", false)]
    [InlineData("crun version 1\n", false)]
    [InlineData("runc version 1.1.5\n", false)]
    [InlineData("", false)]
    public void Knows_which_runtimes_take_a_compiled_filter(string version, bool takes) =>
        Assert.Equal(takes, RuntimeProbe.TakesCompiledFilterBy(version));

    private static LinuxSeccomp Resolve(string text) =>
        ResolveProfile.From("p.json", Encoding.UTF8.GetBytes(text), ["CAP_A", "CAP_B"], "amd64", "6.1.0-18-amd64");
}
