using Hull.Core;
using Hull.Images.Transports;
using Hull.Linux.Mounts;
using Hull.Linux.Namespaces;

namespace Hull.Images.Tests.Store;

/// <summary>A store on a file system of four megabytes that is mounted nowhere: a descriptor alone reaches it, and takes it away.</summary>
public class DiskFullTests
{
    private static readonly byte[] _noise = Noise(3 << 20);

    [Theory]
    [InlineData("the blob")]
    [InlineData("the tree")]
    [InlineData("the spooled archive")]
    public async Task A_load_that_fills_the_disk_says_so_and_leaves_nothing(string where)
    {
        TestStore.RequireRoot();
        using var home = new TestStore();
        using var small = SmallFileSystem(home["mount"]);
        using var database = new StateDatabase(home["state.db"]);
        var root = $"/proc/self/fd/{small.Handle.DangerousGetHandle()}";
        var store = new ImageStore(root, database);
        // Zeros take no room as a blob, noise does; a plain archive in a pipe is spooled whole.
        var image = where switch
        {
            "the blob" => new TestImage(TestImage.Tar(("a", Convert.ToBase64String(_noise))), TestImage.Tar(("b", Convert.ToBase64String(_noise)))),
            "the tree" => new TestImage(TestImage.Gzip(TestImage.Tar(("a", new string('x', 6 << 20))))),
            _ => new TestImage(TestImage.Tar(("a", Convert.ToBase64String(_noise)), ("b", Convert.ToBase64String(_noise)))),
        };
        var archive = TestImage.DockerArchive((image, ["x:1"]));
        File.WriteAllBytes(home["x.tar"], archive);
        store.Sweep();
        var before = Entries(root);
        var load = where == "the spooled archive"
            ? new LoadImages(store).FromStreamAsync(new MemoryStream(archive), default)
            : new LoadImages(store).FromPathAsync(home["x.tar"], default);
        var error = await Assert.ThrowsAsync<EngineException>(() => load);
        Assert.Equal(ErrorKind.ResourceExhausted, error.Kind);
        Assert.EndsWith(": no space left on device", error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Equal(before, Entries(root));
        Assert.Empty(store.List());
        // The room is there again.
        var fits = new TestImage(TestImage.Tar(("c", new string('x', 100_000))));
        File.WriteAllBytes(home["y.tar"], TestImage.DockerArchive((fits, ["y:1"])));
        Assert.Equal(fits.Id, (await new LoadImages(store).FromPathAsync(home["y.tar"], default)).Single().Image.Id);
    }

    private static DetachedMount SmallFileSystem(string at)
    {
        Directory.CreateDirectory(at);
        return IsolatedThread.Run([], NamespaceKinds.Mount, () =>
        {
            Mount.SetPropagation("/", Propagation.Private, recursive: true);
            Mount.FileSystem("tmpfs", "hull-test", at, options: "size=4m");
            return DetachedMount.CloneOf(at);
        });
    }

    private static List<string> Entries(string root) => [.. Directory.EnumerateFileSystemEntries(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        return bytes;
    }
}
