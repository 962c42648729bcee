using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Doctor;

namespace Hull.Engine.Tests.Doctor;

public sealed class ExamineHostTests : DoctorTest
{
    [Fact]
    public void Looks_at_this_host_without_making_a_store()
    {
        var found = ExamineHost.Run(new EngineOptions { Root = Root.Path("store"), RunRoot = Root.Path("run") });
        Assert.Contains(found, finding => finding.Name == "kernel");
        Assert.Contains(found, finding => finding.Name == "runtime");
        Assert.All(found, finding => Assert.DoesNotContain('\n', finding.Detail));
        Assert.False(Path.Exists(Root.Path("store")));
        Assert.False(Path.Exists(Root.Path("run")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Root.Directory, ".hull-doctor*"));
    }

    [Fact]
    public void A_check_that_fails_does_not_keep_the_others_from_looking()
    {
        var host = Administrator(("/proc/sys/net/ipv4/ip_forward", "1\n")) with
        {
            Cgroups = static () => throw new EngineException(ErrorKind.Corrupt, "cgroups: malformed", "mount them anew"),
            Run = static (_, _) => CheckProgramsTests.Says(""),
        };
        var found = ExamineHost.Run(host);
        Is(FindingState.Bad, "cgroups: malformed", "mount them anew", Only(found, "cgroups"));
        Assert.Contains(found, finding => finding.Name == "ip_forward");
    }

    [Fact]
    public void Files_that_cannot_be_read_are_told_beside_the_rest()
    {
        var failure = new EngineException(ErrorKind.InvalidArgument, "/etc/containers/containers.conf:3: no TOML");
        var found = CheckConfiguration.Look(User(("/etc/containers/registries.conf", "[[registry\n"), ("/etc/containers/policy.json", "{")) with { SettingsFailure = failure }).ToArray();
        Is(FindingState.Bad, "containers.conf:3", "correct the file", Only(found, "containers.conf"));
        Is(FindingState.Bad, "registries.conf", "correct the file", Only(found, "registries.conf"));
        Is(FindingState.Warning, "policy.json", "correct", Only(found, "policy.json"));
        Root.Write("etc/containers/registries.conf", "unqualified-search-registries = [\"a.example\"]\n");
        Root.Write("etc/containers/policy.json", "{}");
        Assert.All(CheckConfiguration.Look(User()), finding => Assert.Equal(FindingState.Good, finding.State));
    }

    [Fact]
    public void A_seccomp_profile_that_is_missing_or_broken_is_bad()
    {
        var kernel = ("/proc/sys/kernel/seccomp/actions_avail", "kill\n");
        Is(FindingState.Bad, "no profile: /usr/share/containers/seccomp.json", "containers-common", Only(CheckSeccomp.Look(User(kernel)), "seccomp"));
        Root.Write("usr/share/containers/seccomp.json", "{");
        Is(FindingState.Bad, "seccomp.json", "restore /usr/share", Only(CheckSeccomp.Look(User(kernel)), "seccomp"));
        Root.Write("usr/share/containers/seccomp.json", """{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[{"names":["read"],"action":"SCMP_ACT_ALLOW"}]}""");
        Is(FindingState.Good, "1 rules", null, Only(CheckSeccomp.Look(User(kernel)), "seccomp"));
    }

    [Theory]
    [InlineData(100L << 30, FindingState.Good)]
    [InlineData(1L << 30, FindingState.Warning)]
    [InlineData(1L << 20, FindingState.Bad)]
    public void A_full_disk_is_told(long free, FindingState state) =>
        Is(state, "GiB free", state == FindingState.Good ? null : "hull rmi", CheckStore.Room("/store", free, "extfs"));

    [Fact]
    public void A_home_on_a_network_file_system_is_bad()
    {
        Is(FindingState.Bad, "network file system (nfs)", "export XDG_DATA_HOME=/var/tmp/ann", Assert.Single(CheckStore.Look(User() with { NetworkTypeOf = static _ => "nfs" })));
        Is(FindingState.Bad, "network file system (nfs)", "--root", Assert.Single(CheckStore.Look(Administrator() with { NetworkTypeOf = static _ => "nfs" })));
    }

    [Fact]
    public void The_namespaces_own_line_leaves_the_mend_to_the_check_that_knows_it()
    {
        var host = User(("/proc/self/ns/user", ""), ("/proc/sys/user/max_user_namespaces", "0\n")) with
        {
            Run = static (_, _) => CheckProgramsTests.Says("", "Error: making a user namespace: no\nHint: other words\n"),
        };
        var found = ExamineHost.Run(host);
        Is(FindingState.Bad, "max_user_namespaces is 0", "sudo sysctl", Only(found, "user namespaces"));
        Assert.DoesNotContain(found, finding => finding.Mend == "other words");
    }

    [Fact]
    public void What_keeps_a_namespace_from_being_entered_is_the_childs_own_error()
    {
        var refused = CheckOverlay.FromInside(CheckProgramsTests.Says("", "WARN[0000] x\nError: making a user namespace: no space left on device\nHint: `sudo sysctl …`\n")).ToArray();
        Is(FindingState.Bad, "making a user namespace: no space", "sudo sysctl", Only(refused, "namespace"));
        Is(FindingState.Warning, "not tried", null, Only(refused, "overlay"));
        var entered = CheckOverlay.FromInside(CheckProgramsTests.Says("""[{"Name":"kernel","State":"good","Detail":"6"},{"Name":"overlay","State":"bad","Detail":"no","Mend":"m"}]""")).ToArray();
        Is(FindingState.Good, "entered", null, Only(entered, "namespace"));
        Is(FindingState.Bad, "no", "m", Only(entered, "overlay"));
    }
}
