using Hull.Engine.Configuration;
using Hull.Engine.Doctor;
using Hull.Linux.Processes;

namespace Hull.Engine.Tests.Doctor;

public sealed class CheckProgramsTests : DoctorTest
{
    [Fact]
    public void Good_with_what_commands_would_take()
    {
        var found = CheckPrograms.Look(Host("crun version 1.8.1\ncommit: x\n", "conmon version 2.1.6\ncommit: unknown\n")).ToArray();
        Is(FindingState.Good, $"crun version 1.8.1, {Root.Path("runtime")}", null, Only(found, "runtime"));
        Is(FindingState.Good, "conmon version 2.1.6", null, Only(found, "conmon"));
        Is(FindingState.Good, "catatonit", null, Only(found, "init"));
    }

    [Theory]
    [InlineData("conmon version 2.0.26", "older than 2.1")]
    [InlineData("conmon version 1.9", "older than 2.1")]
    [InlineData("bash 5", "does not say that it is conmon")]
    [InlineData("", "does not say that it is conmon")]
    public void An_old_or_strange_conmon_is_bad(string version, string detail) =>
        Is(FindingState.Bad, detail, "conmon", Only(CheckPrograms.Look(Host("crun version 1.8.1\n", version + "\n")), "conmon"));

    [Fact]
    public void A_runtime_that_does_not_run_is_bad() =>
        Is(FindingState.Bad, "says nothing", "install", Only(CheckPrograms.Look(Host("", "conmon version 2.1.6\n")), "runtime"));

    [Fact]
    public void What_is_missing_is_named_with_its_mend()
    {
        var host = Host("", "");
        host = host with { Settings = host.Settings with { Runtime = "/nowhere/crun", Conmon = "/nowhere/conmon", Engine = new EngineTable { InitPath = "/nowhere/init" } } };
        var found = CheckPrograms.Look(host).ToArray();
        Is(FindingState.Bad, "/nowhere/crun", "install crun or runc", Only(found, "runtime"));
        Is(FindingState.Bad, "/nowhere/conmon", "--conmon", Only(found, "conmon"));
        Is(FindingState.Warning, "/nowhere/init", "catatonit", Only(found, "init"));
    }

    [Theory]
    [InlineData("/p", "/s", FindingState.Good, null)]
    [InlineData("/p", null, FindingState.Good, null)]
    [InlineData(null, "/s", FindingState.Warning, "install it")]
    [InlineData(null, null, FindingState.Bad, "install it")]
    public void A_user_wants_pasta_or_slirp4netns(string? pasta, string? slirp, FindingState state, string? mend) =>
        Is(state, "", mend, CheckUserNetwork.Carrier(static path => path, pasta, slirp, "install it"));

    [Theory]
    [InlineData("1024", FindingState.Warning, "sudo sysctl -w net.ipv4.ip_unprivileged_port_start=80")]
    [InlineData("80", FindingState.Good, null)]
    [InlineData("0", FindingState.Good, null)]
    [InlineData(null, FindingState.Warning, null)]
    public void Low_ports_are_told(string? start, FindingState state, string? mend) => Is(state, "from", mend, CheckUserNetwork.Ports(start));

    [Theory]
    [InlineData("1\t0", FindingState.Warning)]
    [InlineData("0\t1000", FindingState.Warning)]
    [InlineData("0\t1001", FindingState.Good)]
    [InlineData("0\t2147483647", FindingState.Good)]
    [InlineData(null, FindingState.Warning)]
    public void Ping_wants_the_users_group_in_the_range(string? range, FindingState state) =>
        Is(state, "group 1001", state == FindingState.Good ? null : "sudo sysctl -w \"net.ipv4.ping_group_range=0 2147483647\"", CheckUserNetwork.Ping(range, 1001));

    private ExaminedHost Host(string runtime, string conmon)
    {
        var host = Administrator();
        return host with
        {
            Settings = host.Settings with
            {
                Runtime = Root.WriteProgram("runtime"),
                Conmon = Root.WriteProgram("conmon"),
                Engine = new EngineTable { InitPath = Root.WriteProgram("catatonit") },
            },
            Run = (program, _) => Says(program.EndsWith("conmon", StringComparison.Ordinal) ? conmon : runtime),
        };
    }

    internal static CapturedRun Says(string output, string error = "") =>
        new() { Status = default, Output = System.Text.Encoding.UTF8.GetBytes(output), Error = System.Text.Encoding.UTF8.GetBytes(error), IsTruncated = false };
}
