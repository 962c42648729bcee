using Hull.Core;
using Hull.Images.Layers;
using Hull.Linux;

namespace Hull.Images.Tests.Layers;

public sealed class ImpliedDirectoriesTests : IDisposable
{
    private readonly UnpackBed _bed = new();

    public ImpliedDirectoriesTests() => OwnThread.SkipUnlessRoot();

    public void Dispose() => _bed.Dispose();

    private static RawTar Tar => new();

    /// <summary>Unpacks layers, the lowest first, each completed by those below it; the last one's directories, a line each.</summary>
    private string Top(params RawTar[] layers)
    {
        var parents = new List<string>();
        foreach (var layer in layers)
        {
            var directory = Directory.CreateDirectory(Path.Combine(_bed.Folder, $"layer{parents.Count}")).FullName;
            var unpacked = LayerUnpacker.Unpack(layer.EndStream(), directory, UnpackOptions.Default, CancellationToken.None);
            ImpliedDirectories.CopyFrom(directory, unpacked.ImpliedDirectories, [.. parents.AsEnumerable().Reverse()]);
            parents.Add(directory);
        }

        return _bed.Shell($"cd layer{layers.Length - 1}; find . -type d -printf '%p %m %U:%G %T@\\n' | sed 's/\\.0000000000$//' | LC_ALL=C sort").TrimEnd();
    }

    [Fact]
    public void Takes_mode_owner_and_time_from_the_layer_below()
        => Assert.Equal(
            ". 750 1:2 1700000000\n./tmp 1777 3:4 1700000000",
            Top(Tar.Folder("./", 0x1e8, 1, 2).Folder("tmp", 0x3ff, 3, 4), Tar.File("tmp/x")));

    [Fact]
    public void Takes_the_topmost_of_several_parents()
        => Assert.Equal(
            ". 755 0:0 0\n./a 711 0:0 1700000000\n./a/b 700 0:0 1700000000",
            Top(Tar.Folder("a", 0x1ff).Folder("a/b", 0x1c0), Tar.Folder("a", 0x1c9), Tar.File("x/y"), Tar.File("a/b/f")));

    [Fact]
    public void What_no_parent_has_keeps_the_default()
        => Assert.Equal(". 700 0:0 1700000000\n./new 755 0:0 0\n./new/er 755 0:0 0", Top(Tar.Folder(".", 0x1c0), Tar.File("new/er/f")));

    [Fact]
    public void Takes_it_from_implied_directories_of_parents_too()
        => Assert.Equal(". 755 0:0 0\n./a 700 7:7 1700000000", Top(Tar.Folder("a", 0x1c0, 7, 7), Tar.File("a/x"), Tar.File("a/y")));

    public static TheoryData<string, byte[]> Hidden => new()
    {
        { "a whiteout", Tar.Folder("x").File("x/.wh.a", "").Bytes },
        { "a whiteout above", Tar.File(".wh.x", "").Bytes },
        { "a file", Tar.Folder("x").File("x/a").Bytes },
        { "a link", Tar.Folder("x").Symlink("x/a", "/").Bytes },
        { "an opaque directory above", Tar.Folder("x").File("x/.wh..wh..opq", "").Bytes },
        { "an opaque root", Tar.File(".wh..wh..opq", "").Bytes },
    };

    [Theory]
    [MemberData(nameof(Hidden))]
    public void What_a_layer_between_hides_says_nothing(string by, byte[] between)
    {
        Assert.NotEmpty(by);
        Assert.EndsWith("./x/a 755 0:0 0", Top(Tar.Folder("x").Folder("x/a", 0x1c0, 9, 9), Tar.Raw(between), Tar.File("x/a/f")), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_layer_itself_removed_says_nothing()
        => Assert.Equal(
            ". 755 0:0 0\n./gone 755 0:0 0\n./hidden 700 0:0 1700000000\n./hidden/a 755 0:0 0",
            Top(Tar.Folder("gone", 0x1c0).Folder("hidden", 0x1c0).Folder("hidden/a", 0x1c0), Tar.File(".wh.gone", "").File("gone/f").File("hidden/.wh..wh..opq", "").File("hidden/a/f")));

    [Fact]
    public void Takes_attributes_but_not_overlays_marks()
    {
        Top(
            Tar.Folder("a"),
            Tar.Pax(("SCHILY.xattr.user.kept", "1"), ("SCHILY.xattr.trusted.kept", "2")).Folder("a", 0x16d).File("a/.wh..wh..opq", ""),
            Tar.File("a/f"));
        Assert.Equal(
            "['trusted.kept', 'user.kept']\n['trusted.kept', 'trusted.overlay.opaque', 'user.kept']\n",
            _bed.Shell("python3 -c 'import os; [print(sorted(os.listxattr(p))) for p in (\"layer2/a\", \"layer1/a\")]'"));
    }

    [Fact]
    public void A_path_that_is_not_there_is_an_error()
    {
        Directory.CreateDirectory(Path.Combine(_bed.Folder, "parent/a"));
        var error = Assert.Throws<EngineException>(
            () => ImpliedDirectories.CopyFrom(_bed.Target, [RawPath.Of("a")], [Path.Combine(_bed.Folder, "parent")]));
        Assert.Equal(ErrorKind.NotFound, error.Kind);
    }
}
