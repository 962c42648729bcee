using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Hull.Core;
using Hull.Linux.Mounts;
using Hull.Linux.Processes;
using Hull.Linux.Seccomp;

namespace Hull.Linux.Tests.Seccomp;

public sealed class CompileSeccompTests
{
    private static void RequireLibrary()
    {
        if (SeccompLibrary.TryOpen() is null) Assert.Skip("libseccomp2 is not installed");
    }

    /// <summary>The filter that crun made of a configuration, from its state.</summary>
    private static byte[] FilterOfCrun(TemporaryFolder folder, JsonObject seccomp)
    {
        if (ExecutableSearch.Find("crun") is null) Assert.Skip("crun is not installed");
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64) Assert.Skip("the profile is resolved for x86-64");
        var bundle = folder.Folder("bundle");
        foreach (var name in new[] { "bin", "proc", "dev", "sys" }) Directory.CreateDirectory(Path.Combine(bundle, "rootfs", name));
        File.Copy("/bin/busybox", Path.Combine(bundle, "rootfs/bin/busybox"));
        Run("crun", bundle, "spec");
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(bundle, "config.json")))!;
        config["process"]!["terminal"] = false;
        config["process"]!["args"] = new JsonArray("/bin/busybox", "true");
        config["mounts"] = new JsonArray([.. config["mounts"]!.AsArray().Where(m => (string)m!["type"]! != "cgroup").Select(m => m!.DeepClone())]);
        config["linux"]!["seccomp"] = seccomp.DeepClone();
        File.WriteAllText(Path.Combine(bundle, "config.json"), config.ToJsonString());

        // crun refuses hybrid cgroups, and this mount namespace is private: the second hierarchy goes.
        Mount.Detach("/sys/fs/cgroup/unified");
        var state = folder["state"];
        Run("crun", bundle, "--root", state, "--cgroup-manager=disabled", "create", "hull-seccomp-test");
        try
        {
            return File.ReadAllBytes(Path.Combine(state, "hull-seccomp-test/seccomp.bpf"));
        }
        finally
        {
            Run("crun", bundle, "--root", state, "--cgroup-manager=disabled", "delete", "-f", "hull-seccomp-test");
        }
    }

    private static void Run(string program, string folder, params string[] arguments)
    {
        var run = RunAndCapture.Run(new SpawnRequest { Program = program, Arguments = arguments, WorkingDirectory = folder });
        Assert.True(run.Status.IsSuccess, run.ErrorText);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("default")]
    [InlineData("all")]
    public void Filter_of_the_common_profile_is_crun_s_to_the_byte(string capabilities) => PrivateMounts.Run(folder =>
    {
        RequireLibrary();
        var seccomp = CommonProfile.Resolve(capabilities switch
        {
            "none" => [],
            "default" => CommonProfile.DefaultCapabilities,
            _ => CommonProfile.AllCapabilities,
        });
        var mine = CompileSeccomp.Run(CommonProfile.Translate(seccomp));
        Assert.True(mine.Bpf.Length > 1000);
        Assert.Equal(FilterOfCrun(folder, seccomp), mine.Bpf.ToArray());
    });

    [Fact]
    public void Conditions_alternatives_masks_and_unknown_names_are_read_as_crun_reads_them() => PrivateMounts.Run(folder =>
    {
        RequireLibrary();
        var seccomp = JsonNode.Parse("""
            {
              "defaultAction": "SCMP_ACT_ALLOW",
              "architectures": ["SCMP_ARCH_X86_64", "SCMP_ARCH_X86"],
              "syscalls": [
                { "names": ["chroot", "hull_no_such_call"], "action": "SCMP_ACT_ERRNO", "errnoRet": 5 },
                { "names": ["personality"], "action": "SCMP_ACT_ERRNO", "args": [
                  { "index": 0, "value": 1, "op": "SCMP_CMP_EQ" }, { "index": 0, "value": 2, "op": "SCMP_CMP_EQ" } ] },
                { "names": ["socket"], "action": "SCMP_ACT_ERRNO", "args": [
                  { "index": 0, "value": 40, "op": "SCMP_CMP_EQ" }, { "index": 1, "value": 15, "valueTwo": 2, "op": "SCMP_CMP_MASKED_EQ" } ] },
                { "names": ["kexec_load"], "action": "SCMP_ACT_KILL_PROCESS", "args": [] },
                { "names": ["ioctl"], "action": "SCMP_ACT_TRACE", "errnoRet": 7, "args": [ { "index": 1, "value": 21522, "op": "SCMP_CMP_GE" } ] },
                { "names": ["read"], "action": "SCMP_ACT_ALLOW" }
              ]
            }
            """)!.AsObject();
        var mine = CompileSeccomp.Run(CommonProfile.Translate(seccomp));
        Assert.Equal(["hull_no_such_call"], mine.UnknownSyscalls);
        Assert.Equal(FilterOfCrun(folder, seccomp), mine.Bpf.ToArray());
    });

    [Fact]
    public void Library_says_its_version()
    {
        RequireLibrary();
        var library = SeccompLibrary.TryOpen()!;
        Assert.True(library.Version >= new Version(2, 4, 0));
        Assert.InRange(library.ApiLevel, 1, 20);
    }

    [Theory]
    [InlineData("SCMP_ACT_ALLOW", null, 0x7fff0000)]
    [InlineData("SCMP_ACT_ERRNO", null, 0x00050001)]
    [InlineData("SCMP_ACT_ERRNO", 38, 0x00050026)]
    [InlineData("SCMP_ACT_TRACE", 70000, 0x7ff01170)]
    [InlineData("SCMP_ACT_KILL", null, 0)]
    [InlineData("SCMP_ACT_KILL_THREAD", null, 0)]
    [InlineData("SCMP_ACT_KILL_PROCESS", null, 0x80000000)]
    [InlineData("SCMP_ACT_TRAP", null, 0x00030000)]
    [InlineData("SCMP_ACT_LOG", null, 0x7ffc0000)]
    [InlineData("SCMP_ACT_NOTIFY", null, 0x7fc00000)]
    public void Reads_actions(string name, int? errno, long value) => Assert.Equal((uint)value, SeccompAction.Parse(name, (uint?)errno).Value);

    [Theory]
    [InlineData("ALLOW", null)]
    [InlineData("SCMP_ACT_", null)]
    [InlineData("scmp_act_allow", null)]
    [InlineData("SCMP_ACT_ALLOW", 1)]
    [InlineData("SCMP_ACT_KILL", 1)]
    public void Refuses_unknown_actions_and_an_errno_that_nobody_returns(string name, int? errno)
        => Assert.Equal(ErrorKind.InvalidArgument, Assert.Throws<EngineException>(() => SeccompAction.Parse(name, (uint?)errno)).Kind);

    [Theory]
    [InlineData("SCMP_CMP_NE", 1)]
    [InlineData("SCMP_CMP_LT", 2)]
    [InlineData("SCMP_CMP_LE", 3)]
    [InlineData("SCMP_CMP_EQ", 4)]
    [InlineData("SCMP_CMP_GE", 5)]
    [InlineData("SCMP_CMP_GT", 6)]
    [InlineData("SCMP_CMP_MASKED_EQ", 7)]
    public void Reads_operators(string name, int value) => Assert.Equal(value, SeccompComparison.ParseOperator(name));

    [Fact]
    public void Refuses_what_makes_no_sense()
    {
        RequireLibrary();
        Assert.Throws<EngineException>(() => SeccompComparison.ParseOperator("SCMP_CMP_XX"));
        var allow = SeccompAction.Parse("SCMP_ACT_ALLOW");
        var errno = SeccompAction.Parse("SCMP_ACT_ERRNO");
        foreach (var profile in new[]
        {
            new SeccompProfile { DefaultAction = allow, Architectures = ["SCMP_ARCH_PDP11"] },
            new SeccompProfile { DefaultAction = new SeccompAction(0x12345678) },
            new SeccompProfile { DefaultAction = allow, Rules = [new SeccompRule { Names = ["read"], Action = errno, Comparisons = [new SeccompComparison(6, 4, 0, 0)] }] },
            new SeccompProfile { DefaultAction = allow, Rules = [new SeccompRule { Names = ["read"], Action = errno, Comparisons = [.. Enumerable.Repeat(new SeccompComparison(1, 4, 0, 0), 7)] }] },
        })
        {
            Assert.Equal(ErrorKind.InvalidArgument, Assert.Throws<EngineException>(() => CompileSeccomp.Run(profile)).Kind);
        }
    }
}
