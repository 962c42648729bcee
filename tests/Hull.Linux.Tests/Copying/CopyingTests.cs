using Hull.Core;
using Hull.Linux.Copying;
using Hull.Linux.Processes;
using Hull.Linux.Tar;
using Hull.Linux.Tests.Support;

namespace Hull.Linux.Tests.Copying;

/// <summary>Trees and archives into trees and archives.</summary>
public sealed class CopyingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CopyingTests() => OwnThread.SkipUnlessRoot();

    public void Dispose() => _folder.Dispose();

    private string Shell(string script)
    {
        var run = RunAndCapture.Run(new SpawnRequest { Program = "/bin/bash", Arguments = ["-euc", script], WorkingDirectory = _folder.Path });
        Assert.True(run.Status.IsSuccess, run.ErrorText);
        return run.OutputText;
    }

    private string Listing(string folder) => Shell($$"""
        cd {{folder}}; find . -mindepth 1 -printf '%P %y %m %U:%G %n %T@ %l\n' | LC_ALL=C sort; getfattr -hRd -m - . 2>/dev/null || true
        find . -type f -exec sha256sum {} + | LC_ALL=C sort
        """);

    private IReadOnlyList<string> Copy(string source, string root, string directory, string name, PlaceOptions? options = null)
    {
        using var found = SafePath.TryFindOnHost(_folder[source])!;
        using var target = SafePath.OpenRoot(_folder[root]);
        using var entries = new PlaceEntries(target, RawPath.Of(directory), options ?? new PlaceOptions());
        var read = new ReadTree(entries, new ReadTreeOptions(), CancellationToken.None);
        read.Add(found, RawPath.Of(name).Bytes);
        entries.Finish();
        return [.. read.Skipped, .. entries.Skipped];
    }

    private const string EveryKind = """
        mkdir -p src/d/e root; echo f > src/f; chmod 4751 src/f; ln src/f src/d/hard; ln -s ../f src/d/link; ln -s nowhere src/dangling; mkfifo src/p; chmod 1770 src/d
        mknod src/null c 1 3; chown -R 3:4 src/d; chmod 640 src/f; setfattr -n user.x -v y src/f 2>/dev/null || true; echo x > "src/$(printf 'bad\xff')"
        touch -d @981173106.123456789 src/f src/d src/d/e; touch -h -d @981173107.5 src/d/link src/p src/null src/dangling; touch -d @981173108 src
        """;

    [Fact]
    public void A_copy_has_all_that_its_original_has()
    {
        Shell(EveryKind);
        Assert.Empty(Copy("src", "root", "/", "dst"));
        Assert.Equal(Listing("src"), Listing("root/dst"));
        Assert.Equal("981173108\n", Shell("stat -c %Y root/dst"));
    }

    [Fact]
    public void Large_files_that_are_filled_side_by_side_are_those_of_the_original()
    {
        Shell("""
            mkdir -p src/d root; for i in $(seq 40); do head -c $((i * 20000)) /dev/urandom > src/$i; chmod 47$((i % 8))5 src/$i; chmod g+x,o-r src/$i; chown $i:$i src/$i; touch -d @$((981173000 + i)) src/$i; done
            for i in $(seq 5); do ln src/3$i src/d/hard$i; truncate -s 9M src/d/holes$i; echo end >> src/d/holes$i; done; touch -d @981173108 src/d src
            """);
        Assert.Empty(Copy("src", "root", "/", "dst"));
        Assert.Equal(Listing("src"), Listing("root/dst"));
        Assert.Equal("ok", Shell("[ $(du -s root | cut -f1) -lt 22000 ] && echo ok").Trim());
    }

    [Fact]
    public void A_disk_that_fills_under_files_side_by_side_is_told_and_none_stays_open()
    {
        Shell("mkdir -p src root; for i in $(seq 30); do head -c 300000 /dev/urandom > src/$i; done");
        OwnThread.WithPrivateMounts(() =>
        {
            OwnThread.MountTmpfs(_folder["root"], "size=2m");
            var error = Assert.Throws<EngineException>(() => Copy("src", "root", "/", "dst"));
            Assert.Contains("no space left on device", error.Message, StringComparison.OrdinalIgnoreCase);
            Assert.Single(error.Message.Split("copying to").Skip(1));
            Assert.Contains("\"/dst/", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(Directory.GetFiles("/proc/self/fd"), IsInside);
        });

        bool IsInside(string descriptor) =>
            new FileInfo(descriptor).LinkTarget is { } target && (target.StartsWith(_folder["root"], StringComparison.Ordinal) || target.StartsWith(_folder["src"], StringComparison.Ordinal));
    }

    [Fact]
    public void A_disk_that_fills_leaves_directories_that_are_what_they_were()
    {
        Shell("mkdir -p src root; for i in $(seq 30); do head -c 300000 /dev/urandom > src/$i; done; chmod 2755 src; chown 3:4 src");
        OwnThread.WithPrivateMounts(() =>
        {
            OwnThread.MountTmpfs(_folder["root"], "size=2m");
            using var found = SafePath.TryFindOnHost(_folder["src"])!;
            using var target = SafePath.OpenRoot(_folder["root"]);
            using var entries = new PlaceEntries(target, default, new PlaceOptions());
            Assert.ThrowsAny<EngineException>(() => new ReadTree(entries, new ReadTreeOptions(), CancellationToken.None).Add(found, "dst"u8));
            Assert.ThrowsAny<EngineException>(entries.Finish);
            Assert.Equal((UnixFileMode)0x5ed, File.GetUnixFileMode(_folder["root/dst"]));
            Assert.Equal((3U, 4U), (SafePath.Status(SafePath.TryFind(target, "dst")!).Uid, SafePath.Status(SafePath.TryFind(target, "dst")!).Gid));
        });
    }

    [Fact]
    public void An_archive_in_between_changes_nothing()
    {
        Shell(EveryKind);
        using var archive = new MemoryStream();
        var written = new ArchiveEntries(archive);
        using (var found = SafePath.TryFindOnHost(_folder["src"])!) new ReadTree(written, new ReadTreeOptions(), CancellationToken.None).Add(found, "dst"u8);
        written.Finish();
        archive.Position = 0;
        using var root = SafePath.OpenRoot(_folder["root"]);
        using var entries = new PlaceEntries(root, default, new PlaceOptions());
        ReadArchive.Into(new TarReader(archive), entries, CancellationToken.None);
        entries.Finish();
        Assert.Equal(Listing("src"), Listing("root/dst"));
    }

    [Fact]
    public void Holes_stay_holes()
    {
        Shell("mkdir src root; truncate -s 1G src/f; echo begin | dd of=src/f conv=notrunc status=none; echo end | dd of=src/f bs=1 seek=536870912 conv=notrunc status=none");
        Copy("src", "root", "", "dst");
        Assert.Equal("same\n", Shell("cmp src/f root/dst/f && echo same"));
        Assert.Equal("1073741824 sparse\n", Shell("stat -c %s root/dst/f | tr '\\n' ' '; [ $(stat -c %b root/dst/f) -lt 1000 ] && echo sparse"));
    }

    [Fact]
    public void One_owner_for_all_and_no_devices_where_asked()
    {
        Shell("mkdir -p src/d root; touch src/d/f; ln -s f src/d/l; mknod src/null c 1 3; chown -hR 9:9 src");
        Assert.Equal(["dst/null: device nodes are not copied"], Copy("src", "root", "", "dst", new PlaceOptions { Owner = (7, 8), SkipsDevices = true }));
        Assert.Equal("dst 7:8\ndst/d 7:8\ndst/d/f 7:8\ndst/d/l 7:8\n", Shell("cd root; find . -mindepth 1 -printf '%P %U:%G\\n' | sort"));
    }

    [Theory]
    [InlineData("mkdir root/x", "touch src", "open /x: file exists")]
    [InlineData("touch root/x", "mkdir src", "mkdir /x: file exists")]
    [InlineData("ln -s nowhere root/x", "mkdir src", "mkdir /x: file exists")]
    public void A_directory_and_a_file_give_way_to_each_other_only_where_asked(string there, string make, string message)
    {
        Shell($"mkdir root; {there}; {make}");
        var error = Assert.Throws<EngineException>(() => Copy("src", "root", "", "x"));
        Assert.Contains($"error creating \"/x\": {message}", error.Message);
        Copy("src", "root", "", "x", new PlaceOptions { Overwrites = true });
        Assert.Equal(Shell("stat -c %F src"), Shell("stat -c %F root/x"));
    }

    [Fact]
    public void Files_links_and_pipes_replace_each_other_and_directories_join()
    {
        Shell("mkdir -p src/d root/x/d; echo new > src/f; ln -s f src/l; echo a > src/d/a; echo old > root/target; ln -s ../target root/x/f; mkfifo root/x/l; echo b > root/x/d/b");
        Copy("src", "root", "", "x");
        Assert.Equal("old\nnew\nf\na\nb\n", Shell("cat root/target root/x/f; readlink root/x/l; cat root/x/d/a root/x/d/b"));
    }

    [Fact]
    public void A_link_inside_is_followed_inside_only()
    {
        Shell("mkdir -p src/run/x outside root/var root/run; echo f > src/run/x/f; ln -s /run root/var/run; mkdir src2; ln -s $PWD/outside root/away; mkdir -p src2/away; echo f > src2/away/f");
        Copy("src", "root", "var", "");
        Assert.Equal("f\n", Shell("cat root/run/x/f"));
        Assert.Throws<EngineException>(() => Copy("src2", "root", "", ""));
        Assert.Equal("", Shell("ls outside"));
    }

    [Fact]
    public void An_archive_cannot_climb_out()
    {
        Shell("mkdir -p root/in; echo secret > secret");
        foreach (var archive in new[] { new RawTar().File("../x", "x").End(), new RawTar().Hardlink("x", "../../secret").End() })
        {
            using var root = SafePath.OpenRoot(_folder["root"]);
            using var entries = new PlaceEntries(root, RawPath.Of("in"), new PlaceOptions());
            Assert.Throws<EngineException>(() => ReadArchive.Into(new TarReader(new MemoryStream(archive)), entries, CancellationToken.None));
        }
        Assert.Equal(["root", "secret"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order());
        Assert.Empty(Directory.GetFileSystemEntries(_folder["root/in"]));
    }

    [Fact]
    public void A_directory_is_not_copied_into_itself()
    {
        Shell("mkdir -p root/a/b; touch root/a/f");
        var error = Assert.Throws<EngineException>(() => Copy("root/a", "root", "a/b", "a"));
        Assert.Contains("into itself", error.Message);
    }

    [Fact]
    public void Files_of_the_kernel_are_copied_by_name_and_left_out_below()
    {
        Shell("mkdir root");
        using var found = SafePath.TryFindOnHost("/proc/version")!;
        using var root = SafePath.OpenRoot(_folder["root"]);
        using var entries = new PlaceEntries(root, default, new PlaceOptions());
        new ReadTree(entries, new ReadTreeOptions(), CancellationToken.None).Add(found, "version"u8);
        entries.Finish();
        Assert.Equal(File.ReadAllText("/proc/version"), File.ReadAllText(_folder["root/version"]));
    }
}
