using Hull.Engine.Doctor;
using Hull.Linux;

namespace Hull.Engine.Tests.Doctor;

public sealed class CheckMapProgramsTests : DoctorTest
{
    [Fact]
    public void Good_where_both_are_set_user_id_root()
    {
        Assert.SkipUnless(HostKernel.EffectiveUserId == 0, "only root can make a program of root's");
        Install("newuidmap", UnixFileMode.SetUser);
        Install("newgidmap", UnixFileMode.SetUser);
        Assert.All(CheckMapPrograms.Look(User()), finding => Is(FindingState.Good, "/usr/bin/new", null, finding));
    }

    [Fact]
    public void Bad_without_the_privilege()
    {
        Install("newuidmap", UnixFileMode.None);
        Install("newgidmap", UnixFileMode.None);
        Is(FindingState.Bad, "cap_setuid", "sudo chown root:root /usr/bin/newuidmap && sudo chmod u+s /usr/bin/newuidmap", Only(CheckMapPrograms.Look(User()), "newuidmap"));
        Is(FindingState.Bad, "cap_setgid", "chmod u+s /usr/bin/newgidmap", Only(CheckMapPrograms.Look(User()), "newgidmap"));
    }

    [Theory]
    [InlineData("apt-get", "sudo apt-get install -y uidmap")]
    [InlineData("dnf", "sudo dnf install -y shadow-utils")]
    [InlineData("nothing", "install shadow-utils with the package manager")]
    public void Bad_where_they_are_missing_with_this_hosts_package(string manager, string mend)
    {
        Root.WriteProgram("usr/bin/" + manager);
        Assert.All(CheckMapPrograms.Look(User()), finding => Is(FindingState.Bad, "not installed", mend, finding));
    }

    private void Install(string name, UnixFileMode more)
    {
        var path = Root.WriteProgram("usr/bin/" + name);
        File.SetUnixFileMode(path, File.GetUnixFileMode(path) | more);
    }
}
