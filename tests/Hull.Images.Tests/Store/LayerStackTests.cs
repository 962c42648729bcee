using Hull.Linux.Mounts;
using Hull.Linux.Namespaces;

namespace Hull.Images.Tests.Store;

/// <summary>What the store holds, seen through the kernel's overlay.</summary>
public class LayerStackTests
{
    [Fact]
    public async Task A_hundred_layers_mount_by_their_paths_and_by_their_links()
    {
        using var test = new TestStore();
        var layers = Enumerable.Range(0, 100).Select(i => TestImage.Tar(("dir/", ""), ($"dir/{i}", $"{i}"), ("dir/last", $"{i}"))).ToArray();
        var image = await ImageIngestTests.AddAsync(test.Images, new TestImage(layers), "deep");
        var paths = test.Images.LayerPaths(image).Reverse().ToList();
        Assert.Equal(100, paths.Count);
        Assert.Equal(paths, test.Images.LayerPaths([.. paths.Select(path => path.Key)]));
        Assert.True(paths.Sum(path => path.Link.Length + 1) < 2048, "the links leave half of the option page to upper and work directory");
        Directory.CreateDirectory(test["mount"]);
        foreach (var lower in (List<string>[])[[.. paths.Select(path => path.Tree)], [.. paths.Select(path => Path.Combine(test.Images.LinkDirectory, path.Link))]])
            Assert.Equal(("99", "0", 101), InMount(lower, test["mount"], root => (File.ReadAllText(root + "/dir/last"), File.ReadAllText(root + "/dir/0"), Directory.GetFiles(root + "/dir").Length)));
    }

    [Fact]
    public async Task Whiteouts_hide_and_implied_directories_keep_their_parents_mode_through_the_mount()
    {
        using var test = new TestStore();
        var sticky = Layer(tar => Directory.CreateDirectory(tar + "/tmp", (UnixFileMode)0x3ff), "a", "gone/x", "opaque/old");
        var top = TestImage.Tar(("tmp/file", "implies /tmp"), (".wh.gone", ""), ("opaque/", ""), ("opaque/.wh..wh..opq", ""), ("opaque/new", "new"));
        var image = await ImageIngestTests.AddAsync(test.Images, new TestImage(sticky, top), "x");
        Directory.CreateDirectory(test["mount"]);
        InMount([.. test.Images.LayerPaths(image).Reverse().Select(path => path.Tree)], test["mount"], root =>
        {
            Assert.Equal((UnixFileMode)0x3ff, File.GetUnixFileMode(root + "/tmp"));
            Assert.Equal(["a", "opaque", "tmp"], Directory.EnumerateFileSystemEntries(root).Select(Path.GetFileName).Order());
            Assert.Equal(["new"], Directory.EnumerateFileSystemEntries(root + "/opaque").Select(Path.GetFileName));
            return 0;
        });
    }

    [Fact]
    public async Task More_layers_than_overlay_stacks_are_refused()
    {
        using var test = new TestStore();
        var layer = TestImage.Tar(("./", ""), ("a", "x"));
        var image = new TestImage([.. Enumerable.Repeat(layer, 501)]);
        using var ingest = test.Images.BeginIngest();
        var staged = await ingest.AddLayerAsync(new LayerBlob { What = "x" }, new MemoryStream(layer), default);
        var tooMany = new NewImage { Manifest = image.Manifest(), Config = image.ConfigBytes, Layers = [.. Enumerable.Repeat(staged, 501)] };
        var error = Assert.Throws<Core.EngineException>(() => ingest.Add(tooMany, default));
        Assert.Contains("501 layers, overlay stacks at most 500", error.Message, StringComparison.Ordinal);
    }

    // Archives a directory by tar itself, with modes and owners.
    private static byte[] Layer(Action<string> make, params string[] files)
    {
        var directory = Directory.CreateTempSubdirectory("hull-test-").FullName;
        try
        {
            make(directory);
            foreach (var file in files)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(directory, file))!);
                File.WriteAllText(Path.Combine(directory, file), file);
            }
            Tool.Run("chmod", "1777", directory + "/tmp");
            Tool.Run("tar", "-C", directory, "-cf", directory + ".tar", ".");
            return File.ReadAllBytes(directory + ".tar");
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
            File.Delete(directory + ".tar");
        }
    }

    // In a mount namespace of its own, which takes the mount away with it.
    private static T InMount<T>(List<string> lower, string at, Func<string, T> look) => IsolatedThread.Run([], NamespaceKinds.Mount, () =>
    {
        Mount.SetPropagation("/", Propagation.Private, recursive: true);
        MountOverlay.Attach(new OverlayMount { LowerDirectories = lower }, at);
        return look(at);
    });
}
