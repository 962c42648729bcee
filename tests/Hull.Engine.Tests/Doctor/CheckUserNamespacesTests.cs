using Hull.Engine.Doctor;

namespace Hull.Engine.Tests.Doctor;

public sealed class CheckUserNamespacesTests : DoctorTest
{
    private const string Name = "user namespaces";
    private static readonly (string, string) Kernel = ("/proc/self/ns/user", "");

    [Fact]
    public void Good_where_the_kernel_allows_them()
    {
        var found = CheckUserNamespaces.Look(User(Kernel, ("/proc/sys/user/max_user_namespaces", "96365\n"), ("/proc/sys/kernel/unprivileged_userns_clone", "1\n")));
        Is(FindingState.Good, "96365 at most", null, Assert.Single(found));
    }

    [Fact]
    public void Bad_where_the_kernel_has_none() => Is(FindingState.Bad, "CONFIG_USER_NS", "boot", Assert.Single(CheckUserNamespaces.Look(User())));

    [Theory]
    [InlineData("/proc/sys/user/max_user_namespaces", "0", "sudo sysctl -w user.max_user_namespaces=28633")]
    [InlineData("/proc/sys/kernel/unprivileged_userns_clone", "0", "sudo sysctl -w kernel.unprivileged_userns_clone=1")]
    [InlineData("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1", "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0")]
    public void Names_the_switch_that_forbids_them(string path, string value, string mend) =>
        Is(FindingState.Bad, Path.GetFileName(path), mend, Only(CheckUserNamespaces.Look(User(Kernel, (path, value + "\n"))), Name));

    [Theory]
    [InlineData("hull (unconfined)\n", FindingState.Good)]
    [InlineData("unconfined\n", FindingState.Bad)]
    [InlineData("", FindingState.Bad)]
    public void A_profile_of_its_own_lifts_apparmors_restriction(string profile, FindingState state)
    {
        var host = User(Kernel, ("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1\n"), ("/proc/self/attr/current", profile));
        Assert.Equal(state, Only(CheckUserNamespaces.Look(host), Name).State);
    }

    [Fact]
    public void No_new_privileges_are_no_privilege_for_newuidmap()
    {
        Is(FindingState.Bad, "newuidmap", "NoNewPrivileges", Only(CheckUserNamespaces.Look(User(Kernel, ("/proc/self/status", "Name:\thull\nNoNewPrivs:\t1\nSeccomp:\t0\n"))), "no_new_privs"));
        Assert.Single(CheckUserNamespaces.Look(User(Kernel, ("/proc/self/status", "NoNewPrivs:\t0\n"))));
    }

    [Fact]
    public void Does_not_concern_root() => Assert.Empty(CheckUserNamespaces.Look(Administrator()));
}
