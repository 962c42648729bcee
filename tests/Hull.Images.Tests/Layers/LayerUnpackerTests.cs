using Hull.Core;
using Hull.Images.Layers;

namespace Hull.Images.Tests.Layers;

public sealed class LayerUnpackerTests : IDisposable
{
    private readonly UnpackBed _bed = new();

    public LayerUnpackerTests() => OwnThread.SkipUnlessRoot();

    public void Dispose() => _bed.Dispose();

    private static RawTar Tar => new();

    private static IEnumerable<string> Shown(IEnumerable<Hull.Linux.RawPath> paths) => paths.Select(p => p.ToString());

    [Fact]
    public void Keeps_type_mode_and_owner()
    {
        var layer = _bed.Unpack(Tar
            .Folder("./", 0x1c0, 5, 6).Folder("d", 0xfff, 1000, 1001).File("d/suid", "x", 0x9ed, 1000, 2000).File("d/sgid", "", 0x5ed).File("none", "secret", 0)
            .Raw(RawTar.Header("l", '2', link: "../some/where", mode: 0x1ff, uid: 7, gid: 8)).Raw(RawTar.Header("p", '6', mode: 0x1b6, uid: 7, gid: 8))
            .Raw(RawTar.Header("c", '3', mode: 0x1b0, major: 1, minor: 300, gid: 5)).Device("b", '4', 259, 70000).End());
        Assert.Equal(
            """
            b b 644 0:0 103:11170
            c c 660 0:5 1:12c
            d d 7777 1000:1001
            d/sgid f 2755 0:0 0
            d/suid f 4755 1000:2000 1
            l l 777 7:8 ../some/where
            none f 0 0:0 6
            p p 666 7:8
            """, _bed.Tree());
        Assert.Equal("d 700 5:6", _bed.Shell("find target -maxdepth 0 -printf '%y %m %U:%G'"));
        Assert.Equal((9, 7, 0), (layer.Entries, layer.ContentBytes, layer.ImpliedDirectories.Count));
    }

    [Fact]
    public void Modes_do_not_depend_on_the_umask()
    {
        _bed.Unpack(Tar.Folder("d", 0x1ff).File("d/f", "x", 0x1b6).Raw(RawTar.Header("d/p", '6', mode: 0x1b6)).End());
        Assert.Equal("d d 777 0:0\nd/f f 666 0:0 1\nd/p p 666 0:0", _bed.Tree());
    }

    [Fact]
    public void Modes_and_groups_do_not_depend_on_the_directory_unpacked_into()
    {
        _bed.Shell("""
            chown 3:4 target; chmod 2755 target
            python3 - <<'E'
            import os, struct
            entries = [(1, 7, -1), (2, 7, 9), (4, 0, -1), (16, 7, -1), (32, 0, -1)]
            os.setxattr("target", "system.posix_acl_default", struct.pack("<I", 2) + b"".join(struct.pack("<HHi", *e) for e in entries))
            E
            """);
        _bed.Unpack(Tar.Folder("d", 0x1ed).File("d/f").File("f").End());
        Assert.Equal("d d 755 0:0\nd/f f 644 0:0 1\nf f 644 0:0 1", _bed.Tree());
        Assert.Equal("755 0:0", _bed.Shell("stat -c '%a %u:%g' target").TrimEnd());
    }

    [Fact]
    public void Keeps_times_to_the_nanosecond_before_1970_too()
    {
        _bed.Unpack(Tar
            .Pax(("mtime", "1600000000.123456789")).Folder("d").Pax(("mtime", "-5.25"), ("atime", "3.5")).File("d/f")
            .Pax(("mtime", "12.000000001")).Symlink("d/l", "f").Pax(("mtime", "1.5")).Fifo("d/p").File("plain").End());
        Assert.Equal(
            "target/d 1600000000.1234567890 1600000000.1234567890\ntarget/d/f -6.7500000000 3.5000000000\n"
            + "target/d/l 12.0000000010 12.0000000010\ntarget/d/p 1.5000000000 1.5000000000\ntarget/plain 1700000000.0000000000 1700000000.0000000000\n",
            _bed.Shell("find target -mindepth 1 -printf '%p %T@ %A@\\n' | LC_ALL=C sort"));
    }

    [Fact]
    public void Keeps_attributes_of_every_type()
    {
        var capability = "\u0001\0\0\u0002\0\u0020\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
        var layer = _bed.Unpack(Tar
            .Pax(("SCHILY.xattr.security.capability", capability), ("SCHILY.xattr.user.binary", "\0\u00ff\n")).File("ping", "x", 0x1ed, 1000)
            .Xattr("user.on.folder", "d").Folder("d", 0x16d).Xattr("trusted.on.link", "l").Symlink("l", "ping").Xattr("user.on.link", "l").Symlink("m", "ping")
            .Pax(("SCHILY.xattr.security.selinux", "label"), ("RHT.security.selinux", "label")).File("f").End());
        Assert.Equal(
            """
            target/d user.on.folder=0x64
            target/l trusted.on.link=0x6c
            target/ping security.capability=0x0100000200200000000000000000000000000000
            target/ping user.binary=0x00ff0a
            """, Attributes());
        Assert.Equal(["security.selinux=1", "user.on.link=1"], layer.SkippedXattrs.Select(x => $"{x.Key}={x.Value}").Order());
        Assert.Equal("d d 555 0:0\nf f 644 0:0 1\nl l 777 0:0 ping\nm l 777 0:0 ping\nping f 755 1000:0 1", _bed.Tree());
    }

    private string Attributes() => _bed.Shell("""
        python3 - <<'E'
        import os
        for top, dirs, files in sorted(os.walk("target")):
            for name in sorted(dirs + files):
                path = os.path.join(top, name)
                for key in sorted(os.listxattr(path, follow_symlinks=False)):
                    print(path, key + "=0x" + os.getxattr(path, key, follow_symlinks=False).hex())
        E
        """).TrimEnd();

    [Fact]
    public void Whiteouts_become_devices_and_opaque_marks_an_attribute()
    {
        var layer = _bed.Unpack(Tar
            .Folder("etc").File("etc/.wh.gone", "").File(".wh.top", "").Folder("opt").File("opt/.wh..wh..opq", "").File("opt/new").File("a/b/.wh.deep", "content is passed over")
            .Hardlink("a/.wh.aufs", "a/b/.wh.deep").End());
        Assert.Equal(
            """
            a d 755 0:0
            a/aufs c 0 0:0 0:0
            a/b d 755 0:0
            a/b/deep c 0 0:0 0:0
            etc d 755 0:0
            etc/gone c 0 0:0 0:0
            opt d 755 0:0
            opt/new f 644 0:0 1
            top c 0 0:0 0:0
            """, _bed.Tree());
        Assert.Equal("target/opt trusted.overlay.opaque=0x79", Attributes());
        Assert.Equal((4, 0), (layer.Whiteouts, layer.SkippedDevices.Count));
        Assert.Equal(["opt"], Shown(layer.OpaqueDirectories));
        Assert.Equal([".", "a", "a/b"], Shown(layer.ImpliedDirectories));
    }

    [Fact]
    public void Opaque_marks_are_user_attributes_where_asked()
    {
        _bed.Unpack(Tar.Folder("d").File("d/.wh..wh..opq", "").End(), new UnpackOptions { UserXattr = true });
        Assert.Equal("target/d user.overlay.opaque=0x79", Attributes());
    }

    /// <summary>A whiteout speaks of lower layers only, wherever it stands among this layer's own entries.</summary>
    [Theory]
    [InlineData("whiteout first")]
    [InlineData("whiteout last")]
    public void What_a_layer_removes_and_makes_again_is_its_own(string order)
    {
        var things = Tar.Folder("d").File("d/f").File("f").File("implied/x/f");
        var marks = Tar.File(".wh.d", "").File(".wh.f", "").File("implied/.wh.x", "");
        var layer = _bed.Unpack(order == "whiteout first" ? marks.Raw(things.Bytes).End() : things.Raw(marks.Bytes).End());
        Assert.Equal(
            "d d 755 0:0\nd/f f 644 0:0 1\nf f 644 0:0 1\nimplied d 755 0:0\nimplied/x d 755 0:0\nimplied/x/f f 644 0:0 1", _bed.Tree());
        Assert.Equal(["d", "implied/x"], Shown(layer.OpaqueDirectories));
        Assert.Equal([".", "implied"], Shown(layer.ImpliedDirectories));
    }

    [Fact]
    public void Directories_below_an_opaque_one_do_not_depend_on_parents()
    {
        var layer = _bed.Unpack(Tar.Folder("./").File("a/b/c/f").File("a/b/.wh..wh..opq", "").End());
        Assert.Equal(["a", "a/b"], Shown(layer.ImpliedDirectories));
        Assert.Equal(["a/b"], Shown(layer.OpaqueDirectories));
    }

    [Fact]
    public void An_opaque_root_is_reported()
        => Assert.Equal(["."], Shown(_bed.Unpack(Tar.File(".wh..wh..opq", "").End()).OpaqueDirectories));

    [Fact]
    public void A_later_whiteout_of_the_same_name_changes_nothing()
    {
        _bed.Unpack(Tar.File(".wh.a", "").File(".wh.a", "").File(".wh.b", "").File("b", "new").End());
        Assert.Equal("a c 0 0:0 0:0\nb f 644 0:0 3", _bed.Tree());
    }

    [Fact]
    public void Aufs_own_files_are_passed_over()
    {
        _bed.Unpack(Tar.File(".wh..wh.aufs", "").Folder(".wh..wh.orph").Folder(".wh..wh.plnk").File(".wh..wh.plnk/1.2").File("f").End());
        Assert.Equal("f f 644 0:0 1", _bed.Tree());
    }

    [Theory]
    [InlineData("f", "f", "n f 644 0:0 6")]
    [InlineData("f", "d", "n d 755 0:0\nn/x f 644 0:0 1")]
    [InlineData("f", "l", "n l 777 0:0 to")]
    [InlineData("d", "f", "n f 644 0:0 6")]
    [InlineData("d", "d", "n d 755 0:0\nn/old f 644 0:0 3\nn/sub d 755 0:0\nn/sub/old f 644 0:0 3\nn/x f 644 0:0 1")]
    [InlineData("d", "l", "n l 777 0:0 to")]
    [InlineData("d", "p", "n p 644 0:0")]
    [InlineData("l", "f", "n f 644 0:0 6")]
    [InlineData("l", "d", "n d 755 0:0\nn/x f 644 0:0 1")]
    [InlineData("p", "f", "n f 644 0:0 6")]
    [InlineData("h", "f", "n f 644 0:0 6")]
    [InlineData("f", "h", "n f 644 0:0 5")]
    public void The_later_entry_of_a_name_wins(string first, string second, string tree)
    {
        var archive = Tar.Folder("o").File("o/other", "other");
        Add(first, "old", "old");
        Add(second, "latest", "x");
        var layer = _bed.Unpack(archive.End());
        Assert.Equal(tree + "\no d 755 0:0\no/other f 644 0:0 5", _bed.Tree());
        Assert.Equal(["."], Shown(layer.ImpliedDirectories));
        return;

        void Add(string what, string content, string inFolder)
        {
            switch (what)
            {
                case "f": archive.File("n", content); break;
                case "l": archive.Symlink("n", "to"); break;
                case "p": archive.Fifo("n"); break;
                case "h": archive.Hardlink("n", "o/other"); break;
                default:
                    archive.Folder("n").File($"n/{inFolder}", inFolder);
                    if (inFolder == "old") archive.Folder("n/sub").File("n/sub/old", "old");
                    break;
            }
        }
    }

    [Fact]
    public void A_directory_named_again_takes_the_later_mode()
    {
        var layer = _bed.Unpack(Tar.File("d/f").Folder("d", 0x1c0).Folder("d", 0x16d, 3, 4).End());
        Assert.Equal("d d 555 3:4\nd/f f 644 0:0 1", _bed.Tree());
        Assert.Equal(["."], Shown(layer.ImpliedDirectories));
    }

    [Fact]
    public void A_directory_replaced_and_made_again_begins_anew()
    {
        var layer = _bed.Unpack(Tar.Folder("d", 0x1ff).File("d/e/old").File("d").File(".wh.q", "").File("x/y").Folder("x").File("q").Symlink("d", "x").Folder("d").File("d/new").End());
        Assert.Equal("d d 755 0:0\nd/new f 644 0:0 1\nq f 644 0:0 1\nx d 755 0:0\nx/y f 644 0:0 1", _bed.Tree());
        Assert.Equal(["."], Shown(layer.ImpliedDirectories));
    }

    [Fact]
    public void Hard_links_share_their_file_and_its_metadata()
    {
        _bed.Unpack(Tar
            .Folder("a").Folder("b").Folder("c").File("a/f", "content", 0x1c0, 5, 6).Raw(RawTar.Header("b/g", '1', link: "/a/./f", mode: 0x1ff, uid: 9)).Hardlink("c/h", "b/g")
            .Symlink("l", "a/f").Hardlink("m", "l").Hardlink("m", "m").End());
        Assert.Equal("a/f b/g c/h", _bed.Shell("cd target; find . -samefile a/f -printf '%P\\n' | sort | xargs").TrimEnd());
        Assert.Equal("l m", _bed.Shell("cd target; find . -samefile l -printf '%P\\n' | sort | xargs").TrimEnd());
        Assert.Equal("700 5:6", _bed.Shell("stat -c '%a %u:%g' target/b/g").TrimEnd());
    }

    [Fact]
    public void Many_links_across_directories_keep_their_order()
    {
        var archive = Tar;
        for (var i = 0; i < 300; i++)
            archive.File($"d{i % 7}/f", $"{i:d4}").Hardlink($"e{i % 5}/h{i}", $"d{i % 7}/f");
        _bed.Unpack(archive.End());
        Assert.Equal(
            string.Concat(Enumerable.Range(0, 300).Select(i => $"{i:d4}")),
            string.Concat(Enumerable.Range(0, 300).Select(i => File.ReadAllText($"{_bed.Target}/e{i % 5}/h{i}"))));
    }

    [Fact]
    public void Names_need_not_be_text()
    {
        var layer = _bed.Unpack(Tar.File("d\u00ff/\u00fe\n\u0001").End());
        Assert.Equal("d\\377\nd\\377/\\376\\n\\001\n", _bed.Shell("find target -mindepth 1 -printf '%P\\0' | python3 -c 'import sys; [print(p.decode(\"latin1\").encode(\"unicode_escape\").decode().replace(\"\\\\xff\",\"\\\\377\").replace(\"\\\\xfe\",\"\\\\376\").replace(\"\\\\x01\",\"\\\\001\")) for p in sorted(sys.stdin.buffer.read().split(b\"\\0\"))[1:]]'"));
        Assert.Equal([".", "d\\xff"], Shown(layer.ImpliedDirectories));
    }

    [Fact]
    public void Sparse_files_stay_sparse()
    {
        var megabytes = 64L << 20;
        _bed.Unpack(Tar
            .Pax(("GNU.sparse.name", "s"), ("GNU.sparse.size", $"{megabytes}"), ("GNU.sparse.map", $"4096,3,{megabytes - 8192},2,{megabytes},0"))
            .Raw(RawTar.Header("x", size: 5)).Data("abcde"u8.ToArray()).End());
        Assert.Equal($"{megabytes} abc de", _bed.Shell("""
            cd target; echo $(stat -c %s s) $(dd if=s bs=1 skip=4096 count=3 status=none) $(dd if=s bs=4096 skip=$((64*256-2)) count=1 status=none | tr -d '\0')
            test $(stat -c %b s) -lt 100; test $(tr -d '\0' < s | wc -c) = 5
            """).TrimEnd());
    }

    [Fact]
    public void Large_files_arrive_whole()
    {
        var random = new byte[3_000_017];
        new Random(5).NextBytes(random);
        var archive = Tar.Raw(RawTar.Header("big", size: random.Length)).Data(random).File("after").End();
        LayerUnpacker.Unpack(new TrickleStream(archive, 60_001), _bed.Target, UnpackOptions.Default, CancellationToken.None);
        Assert.Equal(random, File.ReadAllBytes($"{_bed.Target}/big"));
        Assert.Equal("x", File.ReadAllText($"{_bed.Target}/after"));
    }

    [Fact]
    public void More_directories_than_may_be_open_leave_none_open()
    {
        var archive = Tar;
        for (var i = 0; i < 6000; i++) archive.File($"d{i % 50}/e{i}/f", $"{i}");
        var layer = _bed.Unpack(archive.End());
        Assert.Equal(6051, layer.ImpliedDirectories.Count);
        Assert.Equal("6000", _bed.Shell("find target -type f | wc -l").Trim());
        Assert.Empty(_bed.OpenBelowTarget());
    }

    [Fact]
    public void Goes_as_deep_as_a_path_can()
    {
        var deepest = string.Join('/', Enumerable.Repeat("d", 2048));
        var layer = _bed.Unpack(Tar.LongName(deepest).File("x").LongName(deepest[..^2] + "/e").File("y").End());
        Assert.Equal(2048, layer.ImpliedDirectories.Count);
        Assert.Equal("2", _bed.Shell("find target -type f | wc -l").Trim());
    }

    [Fact]
    public void Devices_are_skipped_and_counted_where_they_cannot_be_made()
    {
        var layer = _bed.Unpack(Tar.Device("dev/null", '3', 1, 3).Device("dev/sda", '4', 8, 0).Fifo("dev/pipe").File("dev/.wh.zero", "").End(), new UnpackOptions { SkipDevices = true });
        Assert.Equal(["dev/null", "dev/sda"], Shown(layer.SkippedDevices));
        Assert.Equal("dev d 755 0:0\ndev/pipe p 644 0:0\ndev/zero c 0 0:0 0:0", _bed.Tree());
    }

    [Fact]
    public void The_stream_is_read_to_its_end()
    {
        var stream = new MemoryStream([.. Tar.File("f").End(), .. new byte[8192]]);
        var layer = LayerUnpacker.Unpack(stream, _bed.Target, UnpackOptions.Default, CancellationToken.None);
        Assert.Equal((stream.Length, stream.Length), (stream.Position, layer.StreamBytes));
    }

    [Fact]
    public void An_empty_layer_only_implies_its_root()
    {
        var layer = _bed.Unpack(Tar.End());
        Assert.Equal((0, "."), (layer.Entries, string.Join(',', Shown(layer.ImpliedDirectories))));
    }

    [Fact]
    public void A_file_larger_than_the_file_system_allows_is_refused()
    {
        var archive = Tar.Pax(("GNU.sparse.name", "s"), ("GNU.sparse.size", $"{long.MaxValue}"), ("GNU.sparse.map", "0,1")).Raw(RawTar.Header("x", size: 1)).Data("a"u8.ToArray()).End();
        if (_bed.Shell("stat -f -c %T target").Trim() == "tmpfs") Assert.Skip("tmpfs allows files of any size");
        var error = Assert.Throws<EngineException>(() => _bed.Unpack(archive));
        Assert.Equal(ErrorKind.Corrupt, error.Kind);
        Assert.Contains("layer entry \"s\": ", error.Message, StringComparison.Ordinal);
        Assert.Contains("File too large", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_is_named_with_the_entry()
    {
        OwnThread.WithPrivateMounts(() =>
        {
            OwnThread.MountTmpfs(_bed.Target, "size=1m");
            var error = Assert.Throws<EngineException>(() => _bed.Unpack(Tar.File("fits").File("big", new string('x', 3 << 20)).File("after").End()));
            Assert.Equal(ErrorKind.ResourceExhausted, error.Kind);
            Assert.Contains("layer entry \"big\"", error.Message, StringComparison.Ordinal);
            Assert.Contains("No space left on device", error.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_full_disk_is_named_with_the_directory_too()
    {
        OwnThread.WithPrivateMounts(() =>
        {
            OwnThread.MountTmpfs(_bed.Target, "nr_inodes=10");
            var archive = Tar;
            for (var i = 0; i < 20; i++) archive.Folder($"d{i}");
            var error = Assert.Throws<EngineException>(() => _bed.Unpack(archive.End()));
            Assert.Equal(ErrorKind.ResourceExhausted, error.Kind);
            Assert.Contains("layer entry \"d9\": mkdir d9: No space left on device", error.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Can_be_cancelled_in_the_middle()
    {
        using var cancel = new CancellationTokenSource();
        var archive = Tar.File("first").File("big", new string('x', 1 << 20)).End();
        using var stream = new CancellingStream(archive, 700_000, cancel);
        Assert.Throws<OperationCanceledException>(() => LayerUnpacker.Unpack(stream, _bed.Target, UnpackOptions.Default, cancel.Token));
    }

    [Fact]
    public void Errors_of_the_stream_come_through()
        => Assert.Throws<NotSupportedException>(() => LayerUnpacker.Unpack(new FailingStream(), _bed.Target, UnpackOptions.Default, CancellationToken.None));

    private sealed class CancellingStream(byte[] bytes, int after, CancellationTokenSource cancel) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count)
        {
            if (Position > after) cancel.Cancel();
            return base.Read(buffer, offset, count);
        }
    }

    private sealed class FailingStream : MemoryStream
    {
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("broken pipe");
    }
}
