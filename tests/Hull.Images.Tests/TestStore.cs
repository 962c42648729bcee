using Hull.Core;
using Hull.Images.Store;
using Hull.Linux;

namespace Hull.Images.Tests;

/// <summary>A store in a private directory, gone at the end of a test, and the inventory by which tests see what is left behind.</summary>
internal sealed class TestStore : IDisposable
{
    private readonly List<StateDatabase> _databases = [];

    public TestStore(ImageStoreSettings? settings = null)
    {
        RequireRoot();
        Root = Temporary();
        Settings = settings ?? new ImageStoreSettings();
        Images = Open();
    }

    public string Root { get; }

    public ImageStoreSettings Settings { get; }

    public ImageStore Images { get; }

    public StateDatabase Database => _databases[0];

    public string this[string name] => Path.Combine(Root, "test", name);

    /// <summary>The store as another process sees it: with a connection of its own.</summary>
    public ImageStore Open()
    {
        var database = new StateDatabase(Path.Combine(Root, "state.db"));
        _databases.Add(database);
        Directory.CreateDirectory(Path.Combine(Root, "test"));
        return new ImageStore(Root, database, Settings);
    }

    /// <summary>Everything on the disk that the store answers for, two levels deep.</summary>
    public List<string> Inventory()
    {
        var all = new List<string>();
        foreach (var directory in (string[])["blobs/sha256", "blobs/sha512", "layers", "layers/l", "staging"])
            all.AddRange(Directory.EnumerateFileSystemEntries(Path.Combine(Root, directory)).Select(path => Path.GetRelativePath(Root, path)));
        all.Sort(StringComparer.Ordinal);
        return all;
    }

    /// <summary>Asserts that files and rows agree exactly and nothing is under way.</summary>
    public void AssertAtRest()
    {
        var (layers, links, blobs) = Database.Read(c => (c.Texts("SELECT key FROM layers"), c.Texts("SELECT link FROM layers"), c.Texts("SELECT digest FROM blobs")));
        List<string> expected =
        [
            "layers/l",
            .. layers.Select(key => "layers/" + key), .. links.Select(link => "layers/l/" + link),
            .. blobs.Select(digest => "blobs/" + digest.Replace(':', '/')),
        ];
        expected.Sort(StringComparer.Ordinal);
        Assert.Equal(expected, Inventory());
        foreach (var layer in Images.List().SelectMany(Images.LayerPaths))
        {
            Assert.True(Directory.Exists(layer.Tree), layer.Tree);
            Assert.Equal(layer.Tree, Directory.ResolveLinkTarget(Path.Combine(Images.LinkDirectory, layer.Link), true)!.FullName);
        }
    }

    // In memory where there is room: each commit is a syncfs, and the disk may be busy with others. Short: podman's runroot has a limit.
    private static string Temporary()
    {
        const string memory = "/dev/shm";
        const long enough = 1L << 30;
        if (!Directory.Exists(memory) || new DriveInfo(memory).AvailableFreeSpace < enough) return Directory.CreateTempSubdirectory("hull-images-").FullName;
        return Directory.CreateDirectory(Path.Combine(memory, "hull-" + Guid.NewGuid().ToString("n")[..10])).FullName;
    }

    public static void RequireRoot()
    {
        if (HostKernel.EffectiveUserId != 0) Assert.Skip("needs root: layers keep owners and device nodes");
    }

    public void Dispose()
    {
        _databases.ForEach(database => database.Dispose());
        DeleteTree.Delete(Root);
    }
}
