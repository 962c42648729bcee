using Hull.Core;
using Hull.Images.Layers;

namespace Hull.Images.Tests.Layers;

/// <summary>Archives that try to get out of the layer's root, forge overlay's marks or exhaust the machine: each is refused with the entry's name.</summary>
public sealed class LayerAttackTests : IDisposable
{
    private readonly UnpackBed _bed = new();

    public void Dispose() => _bed.Dispose();

    private static RawTar Tar => new();

    private static readonly string Long = new('n', 120);

    public static TheoryData<string, byte[], string, string> Attacks => new()
    {
        { "climbs", Tar.File("../canary/evil").End(), "../canary/evil", "leaves the layer's root" },
        { "climbs from within", Tar.Folder("a/").File("a/../../canary/evil").End(), "a/../../canary/evil", "leaves the layer's root" },
        { "climbs to the machine's root", Tar.File("../../../../../../../../tmp/hull-evil").End(), "../../../../../../../../tmp/hull-evil", "leaves the layer's root" },
        { "climbs from an absolute path", Tar.File("/../canary/evil").End(), "/../canary/evil", "leaves the layer's root" },
        { "climbs in the middle and comes back", Tar.File("../target/evil").End(), "../target/evil", "leaves the layer's root" },
        { "is the parent directory", Tar.Folder("..").End(), "..", "leaves the layer's root" },
        { "is the parent directory by a detour", Tar.Folder("a/../..").End(), "a/../..", "leaves the layer's root" },
        { "climbs in an extended header", Tar.Pax(("path", "../canary/evil")).File("harmless").End(), "../canary/evil", "leaves the layer's root" },
        { "climbs in a long name", Tar.LongName("../canary/" + Long).File("harmless").End(), "../canary/" + Long, "leaves the layer's root" },
        { "climbs in a prefix", Tar.Raw(RawTar.Header("evil", prefix: "../canary")).End(), "../canary/evil", "leaves the layer's root" },
        {
            "climbs in a sparse file's name",
            Tar.Pax(("GNU.sparse.name", "../canary/evil"), ("GNU.sparse.size", "1"), ("GNU.sparse.map", "0,1")).File("harmless").End(),
            "../canary/evil", "leaves the layer's root"
        },
        { "climbs as a link", Tar.Symlink("../canary/evil", "x").End(), "../canary/evil", "leaves the layer's root" },
        { "climbs as a pipe", Tar.Fifo("../evil").End(), "../evil", "leaves the layer's root" },
        { "writes through a link", Tar.Symlink("l", "../canary").File("l/evil").End(), "l/evil", "goes through the symbolic link \"l\"" },
        { "writes through an absolute link", Tar.Symlink("l", "/tmp").File("l/hull-evil").End(), "l/hull-evil", "goes through the symbolic link \"l\"" },
        { "writes through a chain of links", Tar.Symlink("b", "../canary").Symlink("a", "b").File("a/evil").End(), "a/evil", "goes through the symbolic link \"a\"" },
        { "writes through a link deep down", Tar.Folder("d").Symlink("d/l", "../../canary/dir").File("d/l/x/y/evil").End(), "d/l/x/y/evil", "goes through the symbolic link \"d/l\"" },
        { "makes a directory through a link", Tar.Symlink("l", "../canary").Folder("l/evil").End(), "l/evil", "goes through the symbolic link \"l\"" },
        { "makes a link through a link", Tar.Symlink("l", "../canary").Symlink("l/evil", "x").End(), "l/evil", "goes through the symbolic link \"l\"" },
        { "swaps a directory for a link", Tar.Folder("d").File("d/f").Symlink("d", "../canary").File("d/evil").End(), "d/evil", "goes through the symbolic link \"d\"" },
        { "swaps a directory for a link, then removes", Tar.Folder("d").Symlink("d", "../canary").File("d/.wh.secret", "").End(), "d/.wh.secret", "goes through the symbolic link \"d\"" },
        { "swaps a directory for a link, then hides", Tar.Folder("d").Symlink("d", "../canary").File("d/.wh..wh..opq", "").End(), "d/.wh..wh..opq", "goes through the symbolic link \"d\"" },
        { "removes through a link", Tar.Symlink("l", "../canary").File("l/.wh.secret", "").End(), "l/.wh.secret", "goes through the symbolic link \"l\"" },
        { "joins a file outside", Tar.Hardlink("h", "../canary/secret").End(), "h", "leaves the layer's root" },
        { "joins a file outside in an extended header", Tar.Pax(("linkpath", "../canary/secret")).Hardlink("h", "x").End(), "h", "leaves the layer's root" },
        { "joins a file outside in a long link name", Tar.LongLink("../canary/secret").Hardlink("h", "x").End(), "h", "leaves the layer's root" },
        { "joins a file of the host", Tar.Hardlink("h", "/etc/passwd").End(), "h", "\"/etc/passwd\", which is not in this layer" },
        { "joins a file of a lower layer", Tar.Folder("bin").Hardlink("bin/h", "bin/busybox").End(), "bin/h", "\"bin/busybox\", which is not in this layer" },
        { "joins a file through a link", Tar.Symlink("l", "../canary").Hardlink("h", "l/secret").End(), "h", "\"l/secret\", which is not in this layer" },
        { "joins itself", Tar.Hardlink("h", "h").End(), "h", "\"h\", which is not in this layer" },
        { "joins a directory", Tar.Folder("d").Hardlink("h", "d/").End(), "h", "a hard link to the directory \"d/\"" },
        { "joins the root", Tar.Hardlink("h", "/").End(), "h", "a hard link to the directory \"/\"" },
        { "joins nothing", Tar.Hardlink("h", "").End(), "h", "a hard link without a target" },
        { "joins a whiteout", Tar.File(".wh.gone", "").Hardlink("h", "gone").End(), "h", "\"gone\", which is not in this layer" },
        { "joins what was removed with its directory", Tar.File("d/f").File("d").Hardlink("h", "d/f").End(), "h", "\"d/f\", which is not in this layer" },
        { "takes its target's directory away", Tar.File("d/f").Hardlink("d", "d/f").End(), "d", "\"d/f\", which is not in this layer" },
        { "joins AUFS' hidden file", Tar.File(".wh..wh.plnk/1.2").Hardlink("h", ".wh..wh.plnk/1.2").End(), "h", "which is not in this layer" },
        { "removes the parent", Tar.File(".wh...", "").End(), ".wh...", "a whiteout of a name that cannot be" },
        { "removes its own directory", Tar.File("d/.wh..", "").End(), "d/.wh..", "a whiteout of a name that cannot be" },
        { "removes nothing", Tar.File("d/.wh.", "").End(), "d/.wh.", "a whiteout of a name that cannot be" },
        { "removes a whiteout", Tar.File("d/.wh..wh.x", "").End(), "d/.wh..wh.x", "a whiteout of a name that cannot be" },
        { "removes outside", Tar.File("../.wh.canary", "").End(), "../.wh.canary", "leaves the layer's root" },
        { "is a directory with a whiteout's name", Tar.Folder(".wh.d").End(), ".wh.d", "a directory has the name of a whiteout" },
        { "lies in a directory with a whiteout's name", Tar.File(".wh.d/f").End(), ".wh.d/f", "it lies in a directory whose name is a whiteout's" },
        { "lies deep in such a directory", Tar.File("a/.wh.b/c/d").End(), "a/.wh.b/c/d", "it lies in a directory whose name is a whiteout's" },
        { "forges a whiteout", Tar.Device("etc/passwd", '3', 0, 0).End(), "etc/passwd", "a character device 0:0 is overlay's whiteout" },
        { "forges an opaque directory", Tar.Xattr("trusted.overlay.opaque", "y").Folder("etc").End(), "etc", "the attribute trusted.overlay.opaque belongs to overlay" },
        { "forges a redirect", Tar.Xattr("trusted.overlay.redirect", "/root").Folder("etc").End(), "etc", "the attribute trusted.overlay.redirect belongs to overlay" },
        { "forges a rootless opaque directory", Tar.Xattr("user.overlay.opaque", "y").Folder("etc").End(), "etc", "the attribute user.overlay.opaque belongs to overlay" },
        { "forges fuse-overlayfs' mark", Tar.Xattr("user.fuseoverlayfs.opaque", "y").Folder("etc").End(), "etc", "the attribute user.fuseoverlayfs.opaque belongs to overlay" },
        { "forges an owner for fuse-overlayfs", Tar.Xattr("user.fuseoverlayfs.override_stat", "0:0:4755").File("su").End(), "su", "the attribute user.fuseoverlayfs.override_stat belongs to overlay" },
        { "forges a mark in libarchive's words", Tar.Pax(("LIBARCHIVE.xattr.trusted.overlay.metacopy", "")).File("f").End(), "f", "the attribute trusted.overlay.metacopy belongs to overlay" },
        { "forges a mark for all", Tar.GlobalPax(("SCHILY.xattr.trusted.overlay.opaque", "y")).File("f").End(), "f", "the attribute trusted.overlay.opaque belongs to overlay" },
        { "forges a mark on a hard link", Tar.File("f").Xattr("trusted.overlay.opaque", "y").Hardlink("h", "f").End(), "h", "the attribute trusted.overlay.opaque belongs to overlay" },
        { "goes through a file", Tar.File("f").File("f/evil").End(), "f/evil", "\"f\" on its path is no directory" },
        { "goes through a pipe", Tar.Fifo("p").File("p/evil").End(), "p/evil", "\"p\" on its path is no directory" },
        { "goes through a device", Tar.Device("d", '3', 1, 5).File("d/evil").End(), "d/evil", "\"d\" on its path is no directory" },
        { "makes the root a file", Tar.File(".").End(), ".", "the layer's root can only be a directory" },
        { "makes the root a link", Tar.Symlink("/", "../canary").End(), "/", "the layer's root can only be a directory" },
        { "makes the root a hard link", Tar.File("f").Hardlink("./", "f").End(), "./", "the layer's root can only be a directory" },
        { "makes the root a file by a detour", Tar.File("d/../e/..").End(), "d/../e/..", "the layer's root can only be a directory" },
        { "has no name", Tar.File("").End(), "", "it has no name" },
        { "has a path that is too long", Tar.LongName(string.Join('/', Enumerable.Repeat("12345678", 500))).File("x").End(), "12345678/", "its path is longer than 4095 bytes" },
        { "has a name that is too long", Tar.LongName(new string('n', 256)).File("x").End(), "nnn", "a part of its path is longer than 255 bytes" },
        { "has a link without a target", Tar.Symlink("l", "").End(), "l", "a symbolic link without a target" },
        { "has a link target that is too long", Tar.LongLink(new string('t', 4096)).Symlink("l", "x").End(), "l", "a link's target is longer than 4095 bytes" },
        { "has device numbers that cannot be", Tar.Device("d", '4', 0x1000, 0).End(), "d", "no device can have the numbers 4096:0" },
        { "has an owner that chown leaves out", Tar.Pax(("uid", "4294967295")).File("su", mode: 0x9ed).End(), "su", "its uid 4294967295 is out of range" },
        { "has capabilities that are none", Tar.Xattr("security.capability", "rubbish").File("ping").End(), "ping", "setxattr security.capability: Invalid argument" },
        { "has an attribute whose name is too long", Tar.Xattr("user." + Long + Long + Long, "x").Folder("d").End(), "d", "setxattr user." },
        { "turns a terminal red", Tar.File("../\u001b[31m\nevil").End(), "../\\x1b[31m\\x0aevil", "leaves the layer's root" },
        { "is cut off", Tar.File("f", new string('x', 5000)).Bytes[..2000], "f", "the archive is cut off within its data" },
    };

    [Theory]
    [MemberData(nameof(Attacks))]
    public void Refuses_an_entry_that(string attack, byte[] archive, string entry, string why)
    {
        OwnThread.SkipUnlessRoot();
        Assert.NotEmpty(attack);
        var error = Assert.Throws<EngineException>(() => _bed.Unpack(archive));
        Assert.Equal(ErrorKind.Corrupt, error.Kind);
        Assert.Contains($"entry \"{entry}", error.Message, StringComparison.Ordinal);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        _bed.AssertNothingOutside();
    }

    public static TheoryData<string, byte[], UnpackOptions, string> Bombs => new()
    {
        { "too many entries", Tar.File("a").File("b").File("c").End(), new UnpackOptions { MaxEntries = 2 }, "entry \"c\": the layer has more than the 2 entries allowed" },
        { "too many implied directories", Tar.File("a/b/c/d/e").File("f").End(), new UnpackOptions { MaxEntries = 4 }, "entry \"f\": the layer has more than the 4 entries" },
        { "too many bytes", Tar.File("a", new string('x', 5000)).End(), new UnpackOptions { MaxBytes = 3000 }, "larger than the 3000 bytes allowed" },
        { "too high a ratio", Tar.File("a", new string('x', 50000)).End(), new UnpackOptions { CompressedBytes = 100, MaxRatio = 20, RatioFloor = 4096 }, "larger than the 4096 bytes allowed" },
        { "too much behind the end", [.. Tar.File("a").End(), .. new byte[100_000]], new UnpackOptions { MaxBytes = 50_000 }, "larger than the 50000 bytes allowed" },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Stops_at_a_layer_with(string bomb, byte[] archive, UnpackOptions options, string why)
    {
        OwnThread.SkipUnlessRoot();
        Assert.NotEmpty(bomb);
        var error = Assert.Throws<EngineException>(() => _bed.Unpack(archive, options));
        Assert.Equal(ErrorKind.ResourceExhausted, error.Kind);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        _bed.AssertNothingOutside();
    }

    [Fact]
    public void A_small_layer_of_zeros_is_no_bomb()
    {
        OwnThread.SkipUnlessRoot();
        var layer = _bed.Unpack(Tar.File("zeros", new string('\0', 50000)).End(), new UnpackOptions { CompressedBytes = 100, MaxRatio = 20 });
        Assert.Equal((50000, 512 + 50176 + 1024), (layer.ContentBytes, layer.StreamBytes));
    }

    public static TheoryData<string, byte[], string> Harmless => new()
    {
        { "an absolute name", Tar.File("/canary/secret", "mine").End(), "canary d 755 0:0\ncanary/secret f 644 0:0 4" },
        { "a name with detours", Tar.File("./a//b/./c/../f").End(), "a d 755 0:0\na/b d 755 0:0\na/b/f f 644 0:0 1" },
        { "links that lead out", Tar.Symlink("l", "../canary/secret").Symlink("m", "/etc/shadow").End(), "l l 777 0:0 ../canary/secret\nm l 777 0:0 /etc/shadow" },
        { "a file in place of a link that leads out", Tar.Symlink("l", "../canary/secret").File("l", "mine").End(), "l f 644 0:0 4" },
        { "a directory in place of a link that leads out", Tar.Symlink("l", "../canary").Folder("l").File("l/f").End(), "l d 755 0:0\nl/f f 644 0:0 1" },
        { "a file over another name of a link that leads out", Tar.Symlink("l", "../canary/secret").Hardlink("h", "l").File("h", "mine").End(), "h f 644 0:0 4\nl l 777 0:0 ../canary/secret" },
        { "a file over another name of a file", Tar.File("a", "old").Hardlink("b", "a").File("b", "newer").End(), "a f 644 0:0 3\nb f 644 0:0 5" },
        { "a whiteout through nothing but directories", Tar.File("a/.wh.secret", "").End(), "a d 755 0:0\na/secret c 0 0:0 0:0" },
    };

    [Theory]
    [MemberData(nameof(Harmless))]
    public void Takes_what_only_looks_dangerous(string what, byte[] archive, string tree)
    {
        OwnThread.SkipUnlessRoot();
        Assert.NotEmpty(what);
        _bed.Unpack(archive);
        Assert.Equal(tree, _bed.Tree());
        _bed.AssertNothingOutside();
    }
}
