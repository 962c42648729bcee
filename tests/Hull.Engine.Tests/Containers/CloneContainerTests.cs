using Hull.Engine.Containers;
using Hull.Engine.Store;

namespace Hull.Engine.Tests.Containers;

public sealed class CloneContainerTests
{
    private static readonly string _old = new('a', 64);
    private static readonly string _new = new('b', 64);

    private static ContainerConfig Clone(ContainerConfig config) =>
        new CloneContainer(new StorePaths { Root = "/root", RunRoot = "/run" }, null!, null!, null!, TimeProvider.System)
            .Renamed(config, _new, "second", DateTimeOffset.UnixEpoch.AddDays(1));

    [Fact]
    public void What_the_id_or_the_name_is_in_is_made_anew_and_all_else_stays()
    {
        var config = SampleContainers.Config(_old, "first", DateTimeOffset.UnixEpoch) with
        {
            LogDriver = "k8s-file",
            LogPath = $"/root/containers/{_old}/ctr.log",
            Env = ["A=1", "HOSTNAME=aaaaaaaaaaaa"],
            WorkDir = "/srv",
            Spec = new ContainerSpec
            {
                Name = "first",
                Hostname = "aaaaaaaaaaaa",
                CidFile = "/cid",
                ConmonPidFile = "/pid",
                Command = ["x"],
                LogConfiguration = new LogConfiguration { Driver = "k8s-file", Path = $"/root/containers/{_old}/ctr.log" },
            },
        };
        var clone = Clone(config);
        Assert.Equal((_new, "second", DateTimeOffset.UnixEpoch.AddDays(1)), (clone.Id, clone.Name, clone.Created));
        Assert.Equal(["A=1", "HOSTNAME=bbbbbbbbbbbb"], clone.Env);
        Assert.Equal(($"/root/containers/{_new}/ctr.log", "/srv"), (clone.LogPath, clone.WorkDir));
        Assert.Equal(("second", "bbbbbbbbbbbb", null, null, clone.LogPath), (clone.Spec.Name, clone.Spec.Hostname, clone.Spec.CidFile, clone.Spec.ConmonPidFile, clone.Spec.LogConfiguration!.Path));
        Assert.Equal(["x"], clone.Spec.Command!);
    }

    [Fact]
    public void A_host_name_of_ones_own_stays_and_a_log_elsewhere_becomes_ones_own()
    {
        var config = SampleContainers.Config(_old, "first", DateTimeOffset.UnixEpoch) with
        {
            LogPath = "/var/log/first.log",
            Env = ["HOSTNAME=web"],
            Spec = new ContainerSpec { Hostname = "web" },
        };
        var clone = Clone(config);
        Assert.Equal(("web", "HOSTNAME=web", $"/root/containers/{_new}/ctr.log"), (clone.Spec.Hostname, clone.Env[0], clone.LogPath));
    }
}
