using Hull.Core;
using Hull.Images.Layers;
using Hull.Linux.Tar;

namespace Hull.Images.Tests.Layers;

public sealed class LayerWriterTests : IDisposable
{
    private readonly UnpackBed _bed = new();

    public LayerWriterTests() => OwnThread.SkipUnlessRoot();

    public void Dispose() => _bed.Dispose();

    private static RawTar Tar => new();

    private byte[] Written(string directory = "target", bool isLayer = true)
    {
        var stream = new MemoryStream();
        var path = Path.Combine(_bed.Folder, directory);
        if (isLayer) LayerWriter.WriteLayer(path, stream, CancellationToken.None);
        else LayerWriter.WriteTree(path, stream, CancellationToken.None);
        return stream.ToArray();
    }

    private static List<string> Names(byte[] archive)
    {
        var reader = new TarReader(new MemoryStream(archive));
        var names = new List<string>();
        while (reader.Next() is { } entry)
            names.Add(entry.Type == TarEntryType.HardLink ? $"{entry.Name} => {entry.LinkName}" : entry.Name.ToString());
        return names;
    }

    private static byte[] EveryKind => Tar
        .Folder("./", 0x1e8, 1, 2).Pax(("mtime", "-1.5"), ("SCHILY.xattr.user.x", "\0\u00ff")).Folder("d", 0x3ff, 3, 4).File("d/b", "content", 0x9ed, 5, 6).Hardlink("d/c", "d/b").Hardlink("a", "d/b")
        .Symlink("d/l", "../out").Hardlink("d/l2", "d/l").Fifo("p").Device("null", '3', 1, 3).Device("sda", '4', 8, 0).LongName(new string('n', 200) + "\u00ff").File("x")
        .File("d/.wh.gone", "").File(".wh.top", "").Folder("opaque").File("opaque/.wh..wh..opq", "").File("opaque/f").File("implied/f")
        .Pax(("mtime", "1700000000.123456789")).File("z").End();

    [Fact]
    public void Order_is_that_of_the_bytes_and_whiteouts_come_first()
    {
        _bed.Unpack(EveryKind);
        Assert.Equal(
            ["./", ".wh.top", "a", "d/", "d/.wh.gone", "d/b => a", "d/c => a", "d/l", "d/l2 => d/l", "implied/", "implied/f", new string('n', 200) + "\\xff", "null",
                "opaque/", "opaque/.wh..wh..opq", "opaque/f", "p", "sda", "z"],
            Names(Written()));
    }

    [Fact]
    public void Unpacking_and_writing_again_gives_the_same_bytes()
    {
        _bed.Unpack(EveryKind);
        var first = Written();
        var again = Directory.CreateDirectory(Path.Combine(_bed.Folder, "again")).FullName;
        var layer = LayerUnpacker.Unpack(new MemoryStream(first), again, UnpackOptions.Default, CancellationToken.None);
        Assert.Empty(layer.ImpliedDirectories);
        Assert.Equal(first, Written("again"));
        Assert.Equal(_bed.Tree(), _bed.Tree("again"));
    }

    [Fact]
    public void Counts_what_it_writes_and_names_sockets()
    {
        _bed.Shell("echo content > target/f; python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind(\"target/s\")'");
        var stream = new MemoryStream();
        var written = LayerWriter.WriteLayer(_bed.Target, stream, CancellationToken.None);
        Assert.Equal((2, 8, "s"), (written.Entries, written.ContentBytes, string.Join(',', written.SkippedSockets)));
    }

    [Fact]
    public void Overlays_own_attributes_and_the_hosts_are_left_out()
    {
        _bed.Shell("""
            mkdir target/d; echo x > target/f
            python3 - <<'E'
            import os
            for key in ("trusted.overlay.origin", "trusted.overlay.impure", "user.overlay.x", "user.fuseoverlayfs.y", "user.kept", "trusted.kept"):
                os.setxattr("target/f", key, b"v"); os.setxattr("target/d", key, b"v")
            E
            """);
        var reader = new TarReader(new MemoryStream(Written()));
        Assert.Equal("./", reader.Next()!.Name.ToString());
        for (var i = 0; i < 2; i++) Assert.Equal(["trusted.kept", "user.kept"], reader.Next()!.Xattrs.Select(x => x.Name.ToString()));
    }

    [Theory]
    [InlineData("trusted.overlay.")]
    [InlineData("user.overlay.")]
    public void Reads_whiteouts_by_attribute_too(string prefix)
    {
        _bed.Shell($$"""
            mkdir target/d target/e; touch target/d/gone target/d/empty target/e/other; echo full > target/d/full
            python3 - <<'E'
            import os
            os.setxattr("target/d", "{{prefix}}opaque", b"x"); os.setxattr("target/d/gone", "{{prefix}}whiteout", b""); os.setxattr("target/d/full", "{{prefix}}whiteout", b"")
            os.setxattr("target/e/other", "{{prefix}}whiteout", b"")
            E
            """);
        Assert.Equal(["./", "d/", "d/.wh.gone", "d/empty", "d/full", "e/", "e/other"], Names(Written()));
    }

    public static TheoryData<string, ErrorKind, string> Impossible => new()
    {
        { "touch target/.wh.x", ErrorKind.InvalidArgument, "write .wh.x: a layer cannot hold a name that begins with .wh." },
        { "mkdir -p target/a/.wh.d", ErrorKind.InvalidArgument, "write a/.wh.d: a layer cannot hold" },
        { "mkdir target/d; python3 -c 'import os; os.setxattr(\"target/d\", \"trusted.overlay.redirect\", b\"/x\")'", ErrorKind.InvalidState, "write d/: its attribute trusted.overlay.redirect" },
        { "touch target/f; python3 -c 'import os; os.setxattr(\"target/f\", \"user.overlay.metacopy\", b\"\")'", ErrorKind.InvalidState, "write f: its attribute user.overlay.metacopy" },
        { "mkdir target/d; python3 -c 'import os; os.setxattr(\"target/d\", \"trusted.overlay.opaque\", b\"z\")'", ErrorKind.Unsupported, "read d: overlay's mark \"z\" is unknown" },
        { "cd target; for i in $(seq 50); do d=$(printf 'd%.0s' {1..99}); mkdir $d; cd $d; done", ErrorKind.Unsupported, "the path is longer than 4095 bytes" },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void Says_what_a_layer_cannot_hold(string script, ErrorKind kind, string message)
    {
        _bed.Shell(script);
        var error = Assert.Throws<EngineException>(() => Written());
        Assert.Equal(kind, error.Kind);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plain_tree_is_written_as_it_is()
    {
        _bed.Shell("mkdir target/d; touch target/d/.wh.x; mknod target/zero c 0 0; python3 -c 'import os; os.setxattr(\"target/d\", \"trusted.overlay.opaque\", b\"y\")'");
        Assert.Equal(["./", "d/", "d/.wh.x", "zero"], Names(Written(isLayer: false)));
    }

    /// <summary>The kernel's own overlay makes the marks; what is written must, on the same lower, give the same merged tree.</summary>
    [Fact]
    public void A_written_upper_unpacks_to_the_same_merged_tree()
    {
        _bed.Shell("""
            mkdir -p lower/keep lower/replace lower/gone/deep upper work merged again merged2
            echo 1 > lower/keep/file; echo 2 > lower/keep/removed; echo 3 > lower/replace/old; echo 4 > lower/gone/deep/f; echo 5 > lower/changed; ln -s changed lower/link; chmod 1777 lower/keep
            """);
        const string options = "index=off,redirect_dir=off,metacopy=off,xino=off";
        OwnThread.WithPrivateMounts(() =>
        {
            OwnThread.MountOverlay(_bed.Folder + "/merged", $"lowerdir={_bed.Folder}/lower,upperdir={_bed.Folder}/upper,workdir={_bed.Folder}/work,{options}");
            UnpackBed.Shell(_bed.Folder, """
                cd merged; rm keep/removed; rm -r gone; rm -r replace; mkdir replace; echo new > replace/new; echo more >> changed; rm link; mkdir link; echo x > link/in
                mkdir -m 2750 made; echo y > made/f; ln made/f made/hard; chown 7:8 made/f; touch -d '2001-02-03 04:05:06.789' keep; python3 -c 'import os; os.setxattr("keep", "user.x", b"1")'
                """);
            var tar = Written("upper");
            LayerUnpacker.Unpack(new MemoryStream(tar), Path.Combine(_bed.Folder, "again"), UnpackOptions.Default, CancellationToken.None);
            OwnThread.MountOverlay(_bed.Folder + "/merged2", $"lowerdir={_bed.Folder}/again:{_bed.Folder}/lower,{options}");
            const string list = """
                { find . -printf '%p %y %m %U:%G %n %l ' \( -type f -printf '%s %T@\n' -o -printf '%T@\n' \) | LC_ALL=C sort; find . -type f -exec sha256sum {} + | sort; python3 -c 'import os; print(os.listxattr("keep"))'; }
                """;
            var expected = UnpackBed.Shell(_bed.Folder + "/merged", list);
            Assert.Contains("./replace/new", expected, StringComparison.Ordinal);
            Assert.DoesNotContain("gone", expected, StringComparison.Ordinal);
            Assert.Equal(expected, UnpackBed.Shell(_bed.Folder + "/merged2", list));
        });
    }

    [Fact]
    public void Can_be_cancelled()
    {
        File.WriteAllText(Path.Combine(_bed.Target, "f"), "x");
        Assert.Throws<OperationCanceledException>(() => LayerWriter.WriteTree(_bed.Target, new MemoryStream(), new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Marks_by_name_are_marks_only_where_fuse_overlayfs_makes_them()
    {
        _bed.Shell("mkdir target/d; touch target/d/.wh.gone target/d/.wh..wh..opq; echo x > target/f");
        var stream = new MemoryStream();
        using var root = Hull.Linux.Files.DirectoryHandle.Open(_bed.Target);
        LayerWriter.Write(root, stream, new TreeOptions { IsLayer = true, BecomesLayer = true, HasNamedMarks = true }, CancellationToken.None);
        Assert.Equal(["./", "d/", "d/.wh..wh..opq", "d/.wh.gone", "f"], Names(stream.ToArray()));
        var tree = Assert.Throws<EngineException>(() => LayerWriter.Write(root, new MemoryStream(), new TreeOptions { BecomesLayer = true }, CancellationToken.None));
        Assert.Contains("a layer cannot hold a name that begins with .wh.", tree.Message, StringComparison.Ordinal);
    }

    /// <summary>The stream shortens the file while it is being read.</summary>
    [Fact]
    public void A_file_that_shrinks_is_filled_up_and_named_where_changes_are_taken()
    {
        _bed.Shell("head -c 1000000 /dev/zero | tr '\\0' x > target/f");
        using var stream = new ShrinkingStream(Path.Combine(_bed.Target, "f"));
        using var root = Hull.Linux.Files.DirectoryHandle.Open(_bed.Target);
        var written = LayerWriter.Write(root, stream, new TreeOptions { TakesChanges = true }, CancellationToken.None);
        Assert.Equal(["f"], written.ChangedFiles.Select(path => path.ToString()));
        var reader = new TarReader(new MemoryStream(stream.ToArray()));
        Assert.Equal(["./", "f"], [reader.Next()!.Name.ToString(), reader.Next()!.Name.ToString()]);
        Assert.Null(reader.Next());
        using var again = new ShrinkingStream(Path.Combine(_bed.Target, "f"));
        File.WriteAllBytes(Path.Combine(_bed.Target, "f"), new byte[1000000]);
        Assert.Equal(ErrorKind.Conflict, Assert.Throws<EngineException>(() => LayerWriter.Write(root, again, new TreeOptions(), CancellationToken.None)).Kind);
    }

    private sealed class ShrinkingStream(string file) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (buffer.Length > 100_000)
            {
                using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
                RandomAccess.SetLength(handle, 10);
            }

            base.Write(buffer);
        }
    }
}
