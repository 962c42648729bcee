using System.Text;
using System.Text.Json;
using Hull.Core;
using Hull.Engine.Containers;
using Hull.Engine.Runtime;
using Hull.Engine.Tests.Containers;
using Hull.Linux.Processes;
using Hull.Oci.Runtime;

namespace Hull.Engine.Tests.Runtime;

public sealed class LoadSeccompTests : IDisposable
{
    private const string Profile = """
        {"defaultAction":"SCMP_ACT_ERRNO","defaultErrnoRet":38,"archMap":[{"architecture":"SCMP_ARCH_X86_64","subArchitectures":["SCMP_ARCH_X86"]}],
         "syscalls":[{"names":["read","write","no_such_call"],"action":"SCMP_ACT_ALLOW"},
                     {"names":["personality"],"action":"SCMP_ACT_ALLOW","args":[{"index":0,"value":8,"op":"SCMP_CMP_EQ"}]}]}
        """;

    private readonly TemporaryRoot _root = new();
    private readonly string _profile;

    public LoadSeccompTests() => _profile = _root.Write("p.json", Profile);

    private string Cache => _root.Path("store/cache/seccomp");

    [Fact]
    public void Is_absent_only_where_unconfined_was_asked()
    {
        Assert.Null(Load("unconfined", "runc"));
        Assert.Throws<EngineException>(() => Load("", "runc"));
        var missing = Assert.Throws<EngineException>(() => Load(_root.Path("nope"), "runc"));
        Assert.Equal(ErrorKind.NotFound, missing.Kind);
        Assert.StartsWith("opening seccomp profile failed: ", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_profile_that_is_no_file() => Assert.Throws<EngineException>(() => Load(_root.Directory, "runc"));

    [Fact]
    public void Leaves_the_compiling_to_another_runtime_than_crun()
    {
        var fake = _root.WriteProgram("bin/other", "#!/bin/sh\necho other version 1.8\n");
        var filter = Load(_profile, fake)!;
        Assert.Null(filter.Bpf);
        Assert.Contains("personality", Encoding.UTF8.GetString(filter.Rules.Utf8.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void Asks_the_runtime_only_once()
    {
        var calls = _root.Path("calls");
        var fake = _root.WriteProgram("bin/crun", $"#!/bin/sh\necho x >> {calls}\necho crun version 1.8.1\n");
        var first = Load(_profile, fake)!;
        var second = Load(_profile, fake)!;
        Assert.Single(File.ReadAllLines(calls));
        Assert.Equal(first.Bpf, second.Bpf);
        Assert.Equal(first.Rules.Utf8.ToArray(), second.Rules.Utf8.ToArray());
        // Another runtime in the same place is asked anew.
        _root.WriteProgram("bin/crun", "#!/bin/sh\necho crun version 0.17\n");
        Assert.Null(Load(_profile, fake)!.Bpf);
    }

    [Fact]
    public void Makes_a_damaged_cache_anew()
    {
        var fake = _root.WriteProgram("bin/crun", "#!/bin/sh\necho crun version 1.8.1\n");
        var good = Load(_profile, fake)!;
        var file = Assert.Single(Directory.GetFiles(Cache));
        var bytes = File.ReadAllBytes(file);
        bytes[^20] ^= 1;
        File.WriteAllBytes(file, bytes);
        Assert.Equal(good.Rules.Utf8.ToArray(), Load(_profile, fake)!.Rules.Utf8.ToArray());
        Assert.NotEqual(bytes, File.ReadAllBytes(file));
    }

    [Fact]
    public void Makes_another_filter_of_a_changed_profile_and_of_other_capabilities()
    {
        Load(_profile, "true");
        Load(_profile, "true", "CAP_CHOWN");
        File.WriteAllText(_profile, Profile + " ");
        Load(_profile, "true");
        Assert.Equal(3, Directory.GetFiles(Cache).Length);
    }

    [Fact]
    public void Hands_a_filter_with_a_listener_over_uncompiled()
    {
        var fake = _root.WriteProgram("bin/crun", "#!/bin/sh\necho crun version 1.8.1\n");
        File.WriteAllText(_profile, """{"defaultAction":"SCMP_ACT_ALLOW","listenerPath":"/x","syscalls":[{"names":["mknod"],"action":"SCMP_ACT_NOTIFY"}]}""");
        var filter = Load(_profile, fake)!;
        Assert.Null(filter.Bpf);
        Assert.Contains("\"listenerPath\":\"/x\"", Encoding.UTF8.GetString(filter.Rules.Utf8.Span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("all")]
    [InlineData("sys_admin")]
    public void Compiles_the_very_filter_that_crun_makes_itself(string add)
    {
        if (!Environment.IsPrivilegedProcess) Assert.Skip("making containers needs root");
        var crun = ExecutableSearch.Find("crun");
        if (crun is null || ExecutableSearch.Find("unshare") is null) Assert.Skip("crun and unshare are not installed");
        if (!File.Exists(HostPaths.SeccompDefault)) Assert.Skip("containers-common is not installed");
        var config = SampleRequest.Decide(new ContainerSpec { Command = ["/none"], CapAdd = add.Length == 0 ? [] : [add] });
        var filter = Load(HostPaths.SeccompDefault, crun, [.. config.Capabilities])!;
        Assert.NotNull(filter.Bpf);
        // crun keeps the filter that it will load beside its state: once made by itself, once taken from the annotation.
        var own = FilterOfCrun(config, filter with { Bpf = null });
        var given = FilterOfCrun(config, filter);
        Assert.NotEmpty(own);
        Assert.Equal(own, given);
        Assert.Equal(own, Convert.FromBase64String(filter.Bpf));
    }

    public void Dispose() => _root.Dispose();

    private byte[] FilterOfCrun(ContainerConfig config, SeccompFilter filter)
    {
        var id = $"hull-test-{Guid.NewGuid():N}";
        // crun looks for the program, which never runs.
        _root.WriteProgram(id + "/rootfs/none");
        var rootfs = _root.Path(id + "/rootfs");
        var spec = OciSpecBuilder.Build(config, new StartFacts
        {
            Rootfs = rootfs,
            CgroupsPath = "/" + id,
            User = new ResolvedUser { Uid = 0, Gid = 0, Home = "/" },
            Seccomp = filter,
        });
        spec = spec with
        {
            Mounts = [.. spec.Mounts.Where(mount => mount.Type is not "cgroup")],
            Linux = spec.Linux! with { Sysctl = null },
            // The sample's limits may be above what this machine allows.
            Process = spec.Process! with { Rlimits = null },
        };
        File.WriteAllBytes(_root.Path(id + "/config.json"), JsonSerializer.SerializeToUtf8Bytes(spec, RuntimeWriting.Default.RuntimeSpec));
        // crun refuses hybrid cgroups: a mount namespace without the second hierarchy hides it. Only `create`: the process never runs.
        var script = $"""
            umount /sys/fs/cgroup/unified 2>/dev/null
            crun --root {_root.Path("crun")} create -b {_root.Path(id)} {id} </dev/null || exit 1
            cp {_root.Path("crun")}/{id}/seccomp.bpf {_root.Path(id)}/filter
            crun --root {_root.Path("crun")} delete -f {id}
            """;
        File.WriteAllText(_root.Path(id + "/run.sh"), script);
        var run = RunAndCapture.Run(new SpawnRequest
        {
            Program = "unshare",
            Arguments = ["-m", "--propagation", "private", "sh", _root.Path(id + "/run.sh")],
        });
        Assert.True(File.Exists(_root.Path(id + "/filter")), $"{run.Status}: {run.ErrorText}");
        return File.ReadAllBytes(_root.Path(id + "/filter"));
    }

    private SeccompFilter? Load(string profile, string runtime, params string[] capabilities)
    {
        var config = SampleRequest.Decide(new ContainerSpec { Command = ["x"] });
        config = config with { Spec = config.Spec with { SeccompProfilePath = profile }, Capabilities = capabilities };
        var settings = SampleRequest.Of().Settings with { Root = _root.Path("store") };
        var path = ExecutableSearch.Find(runtime) ?? runtime;
        return LoadSeccomp.For(config, settings, new OciRuntimeChoice(Path.GetFileName(path), path, []), SampleRequest.Host);
    }
}
