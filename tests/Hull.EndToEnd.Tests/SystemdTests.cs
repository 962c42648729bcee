using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>Where systemd is process 1: units, slices and scopes, sessions of users that end, users who linger.</summary>
public sealed class SystemdTests : IClassFixture<SystemdBeds>
{
    private const string Image = EngineTest.Image;
    private readonly SystemdBeds _beds;

    public SystemdTests(SystemdBeds beds)
    {
        Assert.SkipUnless(Native.EffectiveUser() == 0, "systemd's namespaces need root");
        Assert.SkipWhen(TestedEngine.IsPodman, "podman: its scopes have other names");
        Assert.SkipWhen(TestUser.IsRootless, "root and users of that system are tested in the run as root");
        _beds = beds;
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("v2")]
    public void What_a_unit_has_started_outlives_it_in_scopes_of_its_own(string version)
    {
        var bed = Open(version);
        var id = bed.Hull("run", "-d", "--name", "box", "--runtime", "runc", "--network", "none", Image, "sleep", "1000").Ok();
        Assert.Equal("in", bed.Hull("exec", "box", "echo", "in").Ok());
        Assert.Contains($"/machine.slice/hull-{id}.scope", GroupsOf(bed, Inspect(bed, "{{.State.Pid}}")));
        Assert.Contains($"/machine.slice/hull-conmon-{id}.scope", GroupsOf(bed, Inspect(bed, "{{.State.ConmonPid}}")));
        Assert.Equal($"/machine.slice/hull-{id}.scope", Inspect(bed, "{{.State.CgroupPath}}"));
        Assert.Equal("systemd", Inspect(bed, "{{.HostConfig.CgroupManager}}"));
        bed.Hull("rm", "-f", "-t", "0", "box").Ok();
        Eventually.Equal("", () => bed.Run("systemctl", "list-units", "--all", "--plain", "--no-legend", "hull-*").Ok());
    }

    [Fact]
    public void Limits_are_those_of_the_scope()
    {
        var bed = Open(Limiting);
        var id = bed.Hull("run", "-d", "--name", "box", "--runtime", "runc", "--network", "none", "-m", "64m", "--pids-limit", "77", "--cpus", "0.5", Image, "sleep", "1000").Ok();
        var isUnified = bed.Run("test", "-e", "/sys/fs/cgroup/cgroup.controllers").Code == 0;
        string Value(string controller, string file) => bed.Run("cat", $"/sys/fs/cgroup/{(isUnified ? "" : controller + "/")}machine.slice/hull-{id}.scope/{file}").Ok();
        Assert.Equal("67108864", Value("memory", isUnified ? "memory.max" : "memory.limit_in_bytes"));
        Assert.Equal("77", Value("pids", "pids.max"));
        Assert.Equal(isUnified ? "50000 100000" : "50000", Value("cpu", isUnified ? "cpu.max" : "cpu.cfs_quota_us"));
        bed.Hull("rm", "-f", "-t", "0", "box").Ok();
    }

    [Fact]
    public void A_timer_runs_health_checks_and_goes_with_the_container()
    {
        var bed = Open("v2");
        var id = bed.Hull(
            "run", "-d", "--name", "box", "--runtime", "runc", "--network", "none", "--health-cmd", "test ! -e /bad", "--health-interval", "1s",
            "--health-retries", "2", "--health-on-failure", "restart", Image, "sh", "-c", "rm -f /bad; exec sleep 1000").Ok();
        string Units() => bed.Run("systemctl", "list-units", "--all", "--plain", "--no-legend", id + "-*").Text;
        Eventually.Equal("healthy", () => Inspect(bed, "{{.State.Health.Status}}"));
        Assert.Contains(".timer", Units());
        Assert.Contains("healthcheck run --ignore-result " + id, Units());
        Assert.Equal("", bed.Run("pgrep", "-x", "hull-health").Text);
        bed.Hull("exec", "box", "touch", "/bad").Ok();
        Eventually.Equal("1 running", () => Inspect(bed, "{{.RestartCount}} {{.State.Status}}"));
        // It was a check that has started it, and it outlives the check.
        Eventually.Equal("healthy", () => Inspect(bed, "{{.State.Health.Status}}"));
        bed.Hull("update", "--health-interval", "1m", "box").Ok();
        Assert.Single(Units().Split('\n'), unit => unit.Contains(".timer", StringComparison.Ordinal));
        bed.Hull("rm", "-f", "-t", "0", "box").Ok();
        Eventually.Equal("", Units);
    }

    [Fact]
    public void A_users_systemd_runs_the_users_health_checks()
    {
        var bed = OpenFor(SystemdBed.Sailor, "v2");
        bed.HullOf(SystemdBed.Sailor, "--runtime", "runc", "run", "-d", "--name", "box", "--network", "none", "--health-cmd", "true", "--health-interval", "1s", Image, "sleep", "1000").Ok();
        Eventually.Equal("healthy", () => bed.HullOf(SystemdBed.Sailor, "inspect", "--format", "{{.State.Health.Status}}", "box").Ok());
        Assert.Equal("", bed.Run("pgrep", "-x", "hull-health").Text);
        bed.HullOf(SystemdBed.Sailor, "rm", "-f", "-t", "0", "box").Ok();
    }

    [Fact]
    public void A_slice_can_be_chosen_and_nothing_else()
    {
        var bed = Open("v2");
        var id = bed.Hull("run", "-d", "--name", "box", "--runtime", "runc", "--network", "none", "--cgroup-parent", "a-b.slice", Image, "sleep", "1000").Ok();
        Assert.Contains($"/a.slice/a-b.slice/hull-{id}.scope", GroupsOf(bed, Inspect(bed, "{{.State.Pid}}")));
        bed.Hull("rm", "-f", "-t", "0", "box").Ok();
        Failure.Says(bed.Hull("run", "--rm", "--cgroup-parent", "/a", Image), 125, "did not receive systemd slice as cgroup parent when using systemd to manage cgroups");
    }

    [Theory]
    [InlineData("crun")]
    [InlineData("runc")]
    public void What_a_session_has_started_outlives_it(string runtime)
    {
        var bed = OpenFor(SystemdBed.Sailor, "v2");
        string[] hull = ["--runtime", runtime];
        var id = bed.HullOf(SystemdBed.Sailor, [.. hull, "run", "-d", "--name", "box", "-p", "8080:80", Image, "sleep", "1000"]).Ok();
        string Tell(string format) => bed.HullOf(SystemdBed.Sailor, "inspect", "--format", format, "box").Ok();
        Assert.Equal("in", bed.HullOf(SystemdBed.Sailor, "exec", "box", "echo", "in").Ok());
        const string Below = "/user.slice/user-1777.slice/user@1777.service/user.slice/";
        Assert.Contains($"{Below}hull-{id}.scope", GroupsOf(bed, Tell("{{.State.Pid}}")));
        Assert.Contains($"{Below}hull-conmon-{id}.scope", GroupsOf(bed, Tell("{{.State.ConmonPid}}")));
        Assert.StartsWith($"{Below}hull-{id}.scope", Tell("{{.State.CgroupPath}}"));
        Assert.Contains($"{Below}hull-conmon-{id}.scope", GroupsOf(bed, bed.Run("pgrep", "-x", "-u", SystemdBed.Sailor, "pas(ta|st)(.avx2)?").Ok()));
        var pause = bed.Run("cat", "/run/user/1777/hull/pause").Ok().Split(' ')[0];
        Assert.Contains($"{Below}hull-pause-{pause}.scope", GroupsOf(bed, pause));
        bed.HullOf(SystemdBed.Sailor, "rm", "-f", "-t", "0", "box").Ok();
        Eventually.Equal("", () => bed.Run("pgrep", "-x", "-u", SystemdBed.Sailor, "conmon").Text);
    }

    [Fact]
    public void With_cgroup_v1_a_user_has_no_cgroups_and_is_told_so()
    {
        var bed = OpenFor(SystemdBed.Sailor, "v1");
        var result = bed.HullOf(SystemdBed.Sailor, "--cgroup-manager", "systemd", "--runtime", "runc", "run", "--rm", "--network", "none", Image, "echo", "ran");
        Assert.Equal("ran", result.Ok());
        Assert.Contains("a user has no cgroups with cgroup v1. Falling back to --cgroup-manager=cgroupfs", result.Error);
    }

    [Fact]
    public void A_user_without_a_bus_gets_no_scope_and_is_told_so()
    {
        var bed = OpenFor(SystemdBed.Sailor, "v2");
        bed.Run("install", "-d", "-m", "0700", "-o", SystemdBed.Sailor, "/tmp/busless").Ok();
        var result = bed.WithoutSession(
            SystemdBed.Sailor, ["XDG_RUNTIME_DIR=/tmp/busless", "DBUS_SESSION_BUS_ADDRESS="], SystemdBed.Binary,
            "--cgroup-manager", "systemd", "--runtime", "runc", "run", "--rm", "--network", "none", Image, "echo", "ran");
        Assert.Equal("ran", result.Ok());
        Assert.Contains("there is no systemd session of this user (`loginctl enable-linger` makes one). Falling back to --cgroup-manager=cgroupfs", result.Error);
        bed.WithoutSession(SystemdBed.Sailor, ["XDG_RUNTIME_DIR=/tmp/busless"], SystemdBed.Binary, "system", "migrate").Ok();
        bed.Run("rm", "-r", "/tmp/busless").Ok();
    }

    [Fact]
    public void A_user_who_does_not_linger_is_told_once_what_logout_does()
    {
        var bed = OpenFor(SystemdBed.Guest, "v2");
        string[] run = ["--runtime", "runc", "run", "-d", "--network", "none", Image, "sleep", "1000"];
        const string Mend = "`sudo loginctl enable-linger guest` keeps it running";
        Assert.Contains(Mend, bed.InSession(SystemdBed.Guest, "sh", "-c", $"{SystemdBed.Binary} {string.Join(' ', run)}; {SystemdBed.Binary} rm -f -a -t 0").Error);
        bed.Load(SystemdBed.Sailor);
        var lingering = bed.HullOf(SystemdBed.Sailor, run);
        Assert.DoesNotContain("enable-linger", lingering.Error);
        bed.HullOf(SystemdBed.Sailor, "rm", "-f", "-t", "0", lingering.Ok()).Ok();
    }

    // Of the beds the one whose limits are real: the machine itself, else cgroup v1.
    private static string Limiting => Environment.GetEnvironmentVariable("HULL_E2E_SYSTEMD") == "this" ? "v2" : "v1";

    private SystemdBed Open(string version)
    {
        var bed = _beds.Open(version);
        bed.Load();
        return bed;
    }

    private SystemdBed OpenFor(string user, string version)
    {
        var bed = _beds.Open(version);
        bed.Load(user);
        return bed;
    }

    private static string Inspect(SystemdBed bed, string format) => bed.Hull("inspect", "--format", format, "box").Ok();

    private static string GroupsOf(SystemdBed bed, string process) => bed.Run("cat", $"/proc/{process}/cgroup").Ok();
}
