using Hull.Engine.Containers;
using Hull.Oci;
using Hull.Oci.Runtime;

namespace Hull.Engine.Tests.Containers;

public sealed class ResolveContainerStorageTests
{
    private static readonly ContainerDefaults WithVolumes = new()
    {
        Cmd = ["x"],
        Volumes = new Dictionary<string, EmptyObject> { ["/var/lib/db"] = new(), ["data/"] = new(), ["/"] = new() },
    };

    [Fact]
    public void Mounts_are_cleaned_and_completed()
    {
        var spec = Decide(new ContainerSpec
        {
            Mounts =
            [
                new RuntimeMount { Destination = "/a//b/", Type = "bind", Source = "/data", Options = ["ro"] },
                new RuntimeMount { Destination = "/t", Type = "tmpfs", Options = ["size=1m"] },
                new RuntimeMount { Destination = "/c", Source = "/data", Options = ["rbind"] },
            ],
        }).Spec;
        Assert.Equal(
            ["/a/b bind /data ro,rprivate,rbind", "/t tmpfs tmpfs size=1m,rw,rprivate,nosuid,nodev,tmpcopyup", "/c bind /data rbind,rw,rprivate"],
            spec.Mounts!.Select(Text));
    }

    [Fact]
    public void Volumes_of_the_image_become_anonymous_volumes() => Assert.Equal(
        "/data=0 /var/lib/db=1", Volumes(Decide(new ContainerSpec(), WithVolumes)));

    [Fact]
    public void Mounts_of_the_caller_come_before_volumes_of_the_image()
    {
        var config = Decide(
            new ContainerSpec { Mounts = [new RuntimeMount { Destination = "/data", Type = "bind", Source = "/data" }], Volumes = [new NamedVolume { Dest = "/more" }] },
            WithVolumes);
        Assert.Equal("/more=0 /var/lib/db=1", Volumes(config));
    }

    [Fact]
    public void Volumes_of_the_image_can_be_tmpfs_or_nothing()
    {
        var tmpfs = Decide(new ContainerSpec { ImageVolumeMode = "tmpfs" }, WithVolumes);
        Assert.Equal(["/data", "/var/lib/db"], tmpfs.Spec.Mounts!.Select(mount => mount.Destination));
        Assert.Contains("exec", tmpfs.Spec.Mounts![0].Options!);
        Assert.Empty(tmpfs.Spec.Volumes!);
        var ignored = Decide(new ContainerSpec { ImageVolumeMode = "ignore" }, WithVolumes);
        Assert.Empty(ignored.Spec.Volumes!);
        Assert.Empty(ignored.Spec.Mounts!);
        Assert.Equal(2, Decide(new ContainerSpec { ImageVolumeMode = "bind" }, WithVolumes).Spec.Volumes!.Count);
    }

    [Fact]
    public void Volumes_of_containers_conf_give_way_to_the_callers()
    {
        var request = SampleRequest.Of(new ContainerSpec { Mounts = [new RuntimeMount { Destination = "/a", Type = "tmpfs" }] })
            .With(containers => containers with { Volumes = ["/data:/a", "/data:/b:ro", "/anonymous"] });
        var config = ResolveContainer.Decide(request);
        Assert.Equal(["/a tmpfs", "/b bind"], config.Spec.Mounts!.Select(mount => $"{mount.Destination} {mount.Type}"));
        Assert.Equal("/anonymous=0", Volumes(config));
    }

    [Fact]
    public void A_volume_of_the_caller_keeps_its_name_and_gets_the_options_of_volumes()
    {
        var config = Decide(new ContainerSpec { Volumes = [new NamedVolume { Name = "data", Dest = "/a/", Options = ["ro", "nocopy"] }] });
        var volume = Assert.Single(config.Spec.Volumes!);
        Assert.Equal(("data", "/a", false), (volume.Name, volume.Dest, volume.IsAnonymous));
        Assert.Equal("ro nocopy rprivate nosuid nodev rbind", string.Join(' ', volume.Options!));
    }

    [Fact]
    public void What_is_lent_gives_way_to_the_callers_and_comes_before_the_images()
    {
        var request = SampleRequest.Of(new ContainerSpec { Mounts = [new RuntimeMount { Destination = "/a", Type = "tmpfs" }] }, WithVolumes) with
        {
            Lent = new LentMounts
            {
                Binds = new Dictionary<string, RuntimeMount> { ["/a"] = Bind("/a"), ["/b"] = Bind("/b") },
                Volumes = new Dictionary<string, NamedVolume> { ["/data"] = new() { Name = "lent", Dest = "/data", Options = ["ro"] } },
            },
        };
        var config = ResolveContainer.Decide(request);
        Assert.Equal(["/a tmpfs", "/b bind"], config.Spec.Mounts!.Select(mount => $"{mount.Destination} {mount.Type}"));
        Assert.Equal("/data=lent /var/lib/db=0", Volumes(config));
    }

    [Fact]
    public void An_image_to_mount_is_known_by_its_id()
    {
        var image = new ContainerImage { Id = "id", Name = "localhost/x:latest", Layers = ["a", "b"], Defaults = new ContainerDefaults() };
        var request = SampleRequest.Of(new ContainerSpec { ImageVolumes = [new ImageVolume { Source = "x", Destination = "/im//", SubPath = "/etc" }] }) with
        {
            MountedImages = new Dictionary<string, ContainerImage> { ["x"] = image },
        };
        var mounted = Assert.Single(ResolveContainer.Decide(request).Spec.ImageVolumes!);
        Assert.Equal(("x", "/im", "id", "/etc"), (mounted.Source, mounted.Destination, mounted.ImageId, mounted.SubPath));
        Assert.Equal(["a", "b"], mounted.Layers!);
    }

    [Fact]
    public void A_ramfs_with_a_size_warns_that_it_has_none() => Assert.Contains(
        "/r: size=1m has no effect on a ramfs, which takes as much memory as is written to it",
        Decide(new ContainerSpec { Mounts = [new RuntimeMount { Destination = "/r", Type = "ramfs", Options = ["size=1m"] }] }).Warnings);

    [Theory]
    [InlineData(null, null, false, false, "")]
    [InlineData(true, null, true, true, "/run /tmp /var/tmp")]
    [InlineData(true, false, true, false, "")]
    [InlineData(false, true, false, false, "")]
    public void A_read_only_container_gets_writable_tmpfs(bool? readOnly, bool? readWrite, bool expectedReadOnly, bool expectedTmpfs, string targets)
    {
        var spec = Decide(new ContainerSpec { ReadOnlyFilesystem = readOnly, ReadWriteTmpfs = readWrite }).Spec;
        Assert.Equal((expectedReadOnly, expectedTmpfs), (spec.ReadOnlyFilesystem, spec.ReadWriteTmpfs));
        Assert.Equal(targets, string.Join(' ', spec.Mounts!.Select(mount => mount.Destination)));
    }

    [Fact]
    public void A_mount_of_the_caller_stands_in_place_of_a_writable_tmpfs()
    {
        var spec = Decide(new ContainerSpec { ReadOnlyFilesystem = true, Mounts = [new RuntimeMount { Destination = "/tmp/", Type = "bind", Source = "/data" }] }).Spec;
        Assert.Equal(["/tmp bind", "/run tmpfs", "/var/tmp tmpfs"], spec.Mounts!.Select(mount => $"{mount.Destination} {mount.Type}"));
    }

    [Fact]
    public void Devices_get_their_numbers_and_a_rule()
    {
        var request = SampleRequest.Of(new ContainerSpec { Devices = [Device("/dev/fuse:/dev/f:r"), Device("/snd:/dev/s:rw"), Device("/disk")] });
        request = request with
        {
            Paths = new Dictionary<string, HostPath>(request.Paths)
            {
                ["/snd"] = new()
                {
                    Kind = HostPathKind.Directory,
                    FullPath = "/snd",
                    Devices = [new HostPath { Kind = HostPathKind.CharacterDevice, FullPath = "/snd/by/1", Major = 116, Minor = 2 }],
                },
                ["/disk"] = new() { Kind = HostPathKind.BlockDevice, FullPath = "/dev/sda", Major = 8 },
            },
        };
        var spec = ResolveContainer.Decide(request).Spec;
        Assert.Equal(["/dev/f c 10:229", "/dev/s/by/1 c 116:2", "/disk b 8:0"], spec.Devices!.Select(device => $"{device.Path} {device.Type} {device.Major}:{device.Minor}"));
        Assert.Equal(["c 10:229 r", "c 116:2 rw", "b 8:0 rwm"], spec.ResourceLimits!.Devices!.Select(rule => $"{rule.Type} {rule.Major}:{rule.Minor} {rule.Access}"));
    }

    [Fact]
    public void A_later_device_in_the_same_place_replaces_the_earlier()
    {
        var request = SampleRequest.Of(new ContainerSpec { Devices = [Device("/dev/fuse:/dev/x")] }).With(containers => containers with { Devices = ["/dev/fuse:/dev/x:r"] });
        Assert.Single(ResolveContainer.Decide(request).Spec.Devices!);
    }

    private static ContainerConfig Decide(ContainerSpec spec, ContainerDefaults? image = null) => SampleRequest.Decide(spec, image);

    private static RuntimeMount Bind(string target) => new() { Destination = target, Type = "bind", Source = "/data" };

    private static LinuxDevice Device(string argument) => new() { Path = argument };

    private static string Text(RuntimeMount mount) => $"{mount.Destination} {mount.Type} {mount.Source} {string.Join(',', mount.Options!)}";

    private static string Volumes(ContainerConfig config) =>
        string.Join(' ', config.Spec.Volumes!.Select(volume => $"{volume.Dest}={(volume.IsAnonymous ? volume.Name!.TrimStart('0') is "" ? "0" : volume.Name!.TrimStart('0') : volume.Name)}"));
}
