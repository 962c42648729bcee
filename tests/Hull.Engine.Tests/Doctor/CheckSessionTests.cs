using Hull.Engine.Doctor;

namespace Hull.Engine.Tests.Doctor;

public sealed class CheckSessionTests : DoctorTest
{
    private const string Name = "XDG_RUNTIME_DIR";
    private const UnixFileMode OwnersOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    [Fact]
    public void Good_with_a_directory_of_the_users_own()
    {
        Directory.CreateDirectory(Root.Path("run/user/1001"), OwnersOnly);
        Is(FindingState.Good, "not set; /run/user/1001 is taken", null, Only(CheckSession.Look(User()), Name));
        var host = User() with { Variable = Variables((Name, Root.Path("run/user/1001"))) };
        Is(FindingState.Good, "/run/user/1001", null, Only(CheckSession.Look(host), Name));
    }

    [Fact]
    public void Bad_without_the_directory()
    {
        Is(FindingState.Bad, "not set, and /run/user/1001 does not exist", "sudo install -d -m 0700 -o 1001 /run/user/1001", Only(CheckSession.Look(User()), Name));
        Is(FindingState.Bad, "names /nowhere/at/all, which does not exist", "loginctl enable-linger 1001", Only(CheckSession.Look(User() with { Variable = Variables((Name, "/nowhere/at/all")) }), Name));
    }

    [Fact]
    public void Bad_where_it_is_somebody_elses_and_worth_a_warning_where_others_may_look_in()
    {
        Directory.CreateDirectory(Root.Path("run/user/1001"), OwnersOnly | UnixFileMode.GroupRead);
        Is(FindingState.Bad, "belongs to user", "export XDG_RUNTIME_DIR=/run/user/1001", Only(CheckSession.Look(User() with { FileOwner = 4242 }), Name));
        Is(FindingState.Warning, "mode 740", "chmod 0700 /run/user/1001", Only(CheckSession.Look(User()), Name));
    }

    [Fact]
    public void Where_systemd_runs_a_user_wants_linger_and_a_bus()
    {
        Directory.CreateDirectory(Root.Path("run/user/1001"), OwnersOnly);
        Assert.Single(CheckSession.Look(User()));
        Directory.CreateDirectory(Root.Path("run/systemd/system"));
        var found = CheckSession.Look(User()).ToArray();
        Is(FindingState.Warning, "last logout", "sudo loginctl enable-linger ann", Only(found, "linger"));
        Is(FindingState.Warning, "no cgroup", "log in anew", Only(found, "user bus"));
        Root.Write("var/lib/systemd/linger/ann", "");
        Root.Write("run/user/1001/bus", "");
        Assert.All(CheckSession.Look(User()), finding => Assert.Equal(FindingState.Good, finding.State));
    }

    [Theory]
    [InlineData(7ul, 65537, 65536, FindingState.Good, null)]
    [InlineData(8ul, 65537, 65536, FindingState.Warning, "hull system migrate")]
    [InlineData(7ul, 1, 65536, FindingState.Warning, "hull system migrate")]
    [InlineData(7ul, 1, 0, FindingState.Good, null)]
    public void A_pause_process_is_judged_by_what_it_holds(ulong ownMounts, long mapped, long subordinate, FindingState state, string? mend) =>
        Is(state, "process 42", mend, CheckPauseProcess.Judge(42, 7, ownMounts, mapped, subordinate));

    [Theory]
    [InlineData("shared:1 ", FindingState.Good, null)]
    [InlineData("master:1 ", FindingState.Warning, "sudo mount --make-rshared /")]
    [InlineData("", FindingState.Warning, "sudo mount --make-rshared /")]
    public void The_root_mount_is_to_be_shared(string propagation, FindingState state, string? mend) =>
        Is(state, state == FindingState.Good ? "shared" : "private", mend, Assert.Single(CheckMounts.Look(User() with { Mounts = () => RootMount(propagation) })));

    private static Func<string, string?> Variables(params (string Name, string Value)[] variables) =>
        name => variables.FirstOrDefault(variable => variable.Name == name).Value;
}
