using Hull.Engine.Configuration;
using Hull.Engine.Containers;
using Hull.Oci.Runtime;

namespace Hull.Engine.Tests.Containers;

public sealed class HostPathsTests : IDisposable
{
    private readonly TemporaryRoot _root = new();

    [Fact]
    public void Looks_at_all_that_a_request_names()
    {
        var file = _root.Write("f", "x");
        File.CreateSymbolicLink(_root.Path("null"), "/dev/null");
        var spec = new ContainerSpec
        {
            Mounts =
            [
                new RuntimeMount { Destination = "/a", Type = "bind", Source = _root.Directory },
                new RuntimeMount { Destination = "/b", Type = "bind", Source = _root.Path("nope/x") },
                new RuntimeMount { Destination = "/c", Type = "tmpfs", Source = "tmpfs" },
            ],
            Devices = [new LinuxDevice { Path = _root.Path("null") + ":/dev/n:r" }, new LinuxDevice { Path = "/dev/null" }],
            SeccompProfilePath = file,
            Timezone = "No/Such",
            PidNamespace = new NamespaceMode { Mode = "path", Value = file },
        };
        var found = HostPaths.Of(spec, Settings(["/proc:/p", "named:/n"]));
        Assert.Equal(HostPathKind.Directory, found[_root.Directory].Kind);
        Assert.Equal((HostPathKind.Missing, "no such file or directory"), (found[_root.Path("nope/x")].Kind, found[_root.Path("nope/x")].Error));
        var device = found[_root.Path("null")];
        Assert.Equal((HostPathKind.CharacterDevice, "/dev/null", 1u, 3u), (device.Kind, device.FullPath, device.Major, device.Minor));
        Assert.Equal(HostPathKind.File, found[file].Kind);
        Assert.Equal(HostPathKind.Missing, found[HostPaths.ZoneInfo + "No/Such"].Kind);
        var options = File.ReadLines("/proc/self/mountinfo").Select(line => line.Split(' ')).Last(fields => fields[4] == "/proc")[5].Split(',');
        Assert.Equal(
            (options.Contains("nosuid"), options.Contains("nodev"), options.Contains("noexec")),
            (found["/proc"].NoSuid, found["/proc"].NoDev, found["/proc"].NoExec));
        Assert.DoesNotContain("tmpfs", found.Keys);
    }

    [Fact]
    public void Lists_the_devices_below_a_directory()
    {
        var found = HostPaths.Of(new ContainerSpec { Devices = [new LinuxDevice { Path = "/dev" }] }, Settings([]))["/dev"];
        Assert.Equal(HostPathKind.Directory, found.Kind);
        Assert.Contains(found.Devices, device => device is { FullPath: "/dev/zero", Major: 1, Minor: 5, Mode: 438 });
    }

    [Fact]
    public void Says_why_a_path_cannot_be_looked_at()
    {
        var file = _root.Write("f", "x");
        Assert.Equal("not a directory", HostPaths.Look(file + "/below").Error);
    }

    [Fact]
    public void Makes_paths_absolute() => Assert.Equal(Path.Join(Directory.GetCurrentDirectory(), "x"), HostPaths.Look("./y/../x").FullPath);

    public void Dispose() => _root.Dispose();

    private static EngineSettings Settings(string[] volumes) => new()
    {
        Root = "/r",
        RunRoot = "/rr",
        TmpDir = "/t",
        Rootless = false,
        Containers = new ContainersTable { Volumes = volumes },
    };
}
