using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>A store on an overlay, which takes no further overlay's upper folder: as inside a container of another engine.</summary>
public sealed class FuseOverlayTests(EngineBed bed) : EngineTest(bed)
{
    [Theory, Runtimes]
    public void Where_the_kernel_refuses_fuse_overlayfs_takes_its_place(string runtime)
    {
        NotInPodman("takes fuse-overlayfs from storage.conf");
        Open(runtime);
        using var place = new StoreOnAnOverlay(Bed);
        var engine = place.Engine(runtime);
        engine.Ok("load", "-q", "-i", Repository.Image("layers"));
        const string Layers = "localhost/test/layers";
        Assert.Equal("two\nabove\nin", engine.Ok("run", "--rm", "--network", "none", Layers, "cat", "/keep/two", "/opaque/above", "/narrow/in"));
        // What a layer takes away stays away, and what the container writes is its own.
        Assert.Equal("above", engine.Ok("run", "--rm", "--network", "none", Layers, "ls", "/opaque"));
        engine.Ok("run", "--name", "box", "--network", "none", Layers, "sh", "-c", "[ ! -e /opaque/mine ] || cat /opaque/mine; echo written >/opaque/mine; rm -f /keep/two");
        Assert.Equal("written", engine.Ok("start", "-a", "box"));
        Assert.Equal("two", engine.Ok("run", "--rm", "--network", "none", Layers, "cat", "/keep/two"));
        engine.Ok("rm", "box");
        Eventually.Holds("no fuse-overlayfs is left", () => !Inventory.ProcessesIn(Bed).Any(one => one.Command.Contains("fuse-overlayfs", StringComparison.Ordinal)));
    }

    [Fact]
    public void Without_fuse_overlayfs_the_error_names_it()
    {
        NotInPodman("has messages of its own");
        Open("crun");
        using var place = new StoreOnAnOverlay(Bed);
        var engine = place.Engine("crun").WithEnvironment("PATH", "/run/bed-without").With("--conmon", "/usr/bin/conmon");
        Failure.Says(engine.Run("run", "--rm", "--network", "none", "localhost/hull/hello"), 125, "fuse-overlayfs", "is not installed");
    }

    private sealed class StoreOnAnOverlay : IDisposable
    {
        private readonly Bed _bed;
        private readonly string _place;

        public StoreOnAnOverlay(Bed bed)
        {
            _bed = bed;
            _place = Directory.CreateDirectory(Path.Combine(bed.Folder, "on")).FullName;
            bed.Run("mount", "-t", "tmpfs", "-o", "mode=777", "on", _place).Ok();
            bed.Run("sh", "-c", $"cd {_place} && mkdir -m 777 lower upper work store && mount -t overlay overlay -o lowerdir=lower,upperdir=upper,workdir=work store && chmod 777 store").Ok();
        }

        public TestedEngine Engine(string runtime) => new(_bed, _place + "/store", runtime);

        public void Dispose()
        {
            _bed.Run("umount", "-l", _place + "/store").Ok();
            _bed.Run("umount", "-l", _place).Ok();
        }
    }
}
