using Hull.Engine.Containers;

namespace Hull.Engine.Tests.Containers;

public sealed class ContainerCgroupTests
{
    [Theory]
    [InlineData("systemd", null, "/machine.slice/hull-ID.scope")]
    [InlineData("systemd", "user.slice", "/user.slice/hull-ID.scope")]
    [InlineData("systemd", "a-b-c.slice", "/a.slice/a-b.slice/a-b-c.slice/hull-ID.scope")]
    [InlineData("cgroupfs", "/my/parent", "/my/parent/hull-ID")]
    public void Tells_the_directory_below_each_hierarchy(string manager, string? parent, string expected) =>
        Assert.Equal(expected, ContainerCgroup.DirectoryOf(Config(manager, parent, null)));

    [Fact]
    public void A_users_lies_in_a_slice_of_the_users()
    {
        var config = Config("systemd", null, null) with { Rootless = true };
        Assert.Equal("user.slice:hull:ID", ContainerCgroup.PathOf(config));
        Assert.Equal("/user.slice/hull-ID.scope", ContainerCgroup.DirectoryOf(config));
    }

    [Theory]
    [InlineData("systemd")]
    [InlineData("cgroupfs")]
    public void A_container_without_a_cgroup_has_no_directory(string manager) => Assert.Null(ContainerCgroup.DirectoryOf(Config(manager, null, "disabled")));

    private static ContainerConfig Config(string manager, string? parent, string? mode) =>
        SampleContainers.Config("ID", "one", DateTimeOffset.UnixEpoch) with
        {
            CgroupManager = manager,
            Spec = new ContainerSpec { CgroupParent = parent, CgroupsMode = mode },
        };
}
