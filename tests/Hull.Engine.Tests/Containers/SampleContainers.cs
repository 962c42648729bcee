using Hull.Engine.Containers;

namespace Hull.Engine.Tests.Containers;

/// <summary>Containers for tests that only store and find them.</summary>
internal static class SampleContainers
{
    public static ContainerConfig Config(string id, string name, DateTimeOffset created) => new()
    {
        Id = id,
        Name = name,
        Created = created,
        ImageId = new string('1', 64),
        ImageName = "localhost/test/busybox:latest",
        Spec = new ContainerSpec { Name = name },
        Layers = [],
        Args = ["true"],
        Env = [],
        WorkDir = "/",
        StopSignal = 15,
        StopTimeout = 10,
        Capabilities = [],
        Runtime = "runc",
        CgroupManager = "cgroupfs",
        LogDriver = "none",
        LogPath = "",
    };
}
