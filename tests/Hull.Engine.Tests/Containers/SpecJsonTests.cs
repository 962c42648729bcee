using System.Text;
using System.Text.Json;
using Hull.Engine.Containers;
using Hull.Engine.Runtime;
using Hull.Oci.Runtime;

namespace Hull.Engine.Tests.Containers;

public sealed class SpecJsonTests
{
    private static readonly ContainerConfig Config = SampleRequest.Decide(new ContainerSpec
    {
        Name = "n",
        Command = ["x"],
        Labels = new Dictionary<string, string> { ["KeepsItsCase"] = "v" },
        Mounts = [new RuntimeMount { Destination = "/t", Type = "tmpfs" }],
        Devices = [new LinuxDevice { Path = "/dev/fuse" }],
        ResourceLimits = new LinuxResources { Memory = new LinuxMemory { Limit = 1 << 20 } },
        Rlimits = [new PosixRlimit { Type = "core", Hard = ulong.MaxValue }],
        LogConfiguration = new LogConfiguration { Options = new Dictionary<string, string> { ["tag"] = "t" } },
        PidNamespace = new NamespaceMode { Mode = "container", Value = "other" },
        CreateCommand = ["hull", "run"],
    });

    [Fact]
    public void What_was_decided_survives_its_row()
    {
        var json = JsonSerializer.Serialize(Config, SpecJson.Default.ContainerConfig);
        var read = JsonSerializer.Deserialize(json, SpecJsonForReading.Default.ContainerConfig)!;
        Assert.Equal(json, JsonSerializer.Serialize(read, SpecJson.Default.ContainerConfig));
        Assert.Equal(("n", "v", "other"), (read.Name, read.Spec.Labels!["KeepsItsCase"], read.Spec.PidNamespace.Value));
    }

    [Theory]
    [InlineData("\"netns\":{\"nsmode\":\"none\"")]
    [InlineData("\"pidns\":{\"nsmode\":\"container\",\"value\":\"other\"}")]
    [InlineData("\"r_limits\":[")]
    [InlineData("\"resource_limits\":{")]
    [InlineData("\"containerCreateCommand\":[\"hull\",\"run\"]")]
    [InlineData("\"seccomp_profile_path\":\"/usr/share/containers/seccomp.json\"")]
    [InlineData("\"stop_timeout\":10")]
    [InlineData("\"mounts\":[{\"destination\":\"/t\",\"type\":\"tmpfs\",\"source\":\"tmpfs\",\"options\":[\"rw\"")]
    public void The_names_are_libpods(string part) =>
        Assert.Contains(part, JsonSerializer.Serialize(Config, SpecJson.Default.ContainerConfig), StringComparison.Ordinal);

    [Fact]
    public void What_was_observed_survives_its_row()
    {
        var state = new ContainerState { Status = ContainerStatus.Running, Pid = 5, PidStartTime = ulong.MaxValue, Started = DateTimeOffset.UnixEpoch };
        var json = JsonSerializer.Serialize(state, SpecJson.Default.ContainerState);
        Assert.Contains("\"status\":\"Running\"", json, StringComparison.Ordinal);
        Assert.Equal(state, JsonSerializer.Deserialize(json, SpecJsonForReading.Default.ContainerState));
    }

    [Fact]
    public void A_specification_is_read_as_it_was_written()
    {
        var filter = new SeccompFilter { Rules = new RawJson("""{"defaultAction":"SCMP_ACT_ALLOW"}"""u8.ToArray()), Bpf = "AAAA" };
        var user = new ResolvedUser { Uid = 1, Gid = 2, Home = "/h", Groups = [2, 3] };
        var facts = new StartFacts { Rootfs = "/r", User = user, Seccomp = filter, Namespaces = new Dictionary<string, string> { ["pid"] = "/proc/1/ns/pid" } };
        var json = JsonSerializer.SerializeToUtf8Bytes(OciSpecBuilder.Build(Config, facts), RuntimeJson.Default.RuntimeSpec);
        var read = JsonSerializer.Deserialize(json, RuntimeJsonForReading.Default.RuntimeSpec)!;
        Assert.Equal(Encoding.UTF8.GetString(json), JsonSerializer.Serialize(read, RuntimeJson.Default.RuntimeSpec));
        Assert.Contains("\"seccomp\":{\"defaultAction\":\"SCMP_ACT_ALLOW\"}", Encoding.UTF8.GetString(json), StringComparison.Ordinal);
        Assert.Equal("AAAA", read.Annotations!["run.oci.seccomp_bpf_data"]);
        Assert.Contains(read.Linux!.Namespaces, ns => ns is { Type: "pid", Path: "/proc/1/ns/pid" });
    }
}
