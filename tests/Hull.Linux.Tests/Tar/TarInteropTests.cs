using System.Text;
using Hull.Linux.Processes;
using Hull.Linux.Tar;

namespace Hull.Linux.Tests.Tar;

/// <summary>Archives of real programs, read; and archives written here, read by them.</summary>
public sealed class TarInteropTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Shell(string script)
    {
        var run = RunAndCapture.Run(new SpawnRequest { Program = "/bin/bash", Arguments = ["-euo", "pipefail", "-c", script], WorkingDirectory = _folder.Path });
        Assert.True(run.Status.IsSuccess, run.ErrorText);
        return run.OutputText.TrimEnd();
    }

    /// <summary>A tree with everything that a tar can hold and a normal user can make.</summary>
    private void MakeTree() => Shell("""
        mkdir -p tree/dir/$(printf 'long%.0s' {1..40})/$(printf 'deep%.0s' {1..40}); cd tree
        echo content > dir/file; ln dir/file dir/hard; ln -s ../outside link; mkfifo pipe; touch -d '1960-01-02 03:04:05.678901234' old; touch -d '2200-01-01 00:00:00.5' far
        echo x > $(echo dir/long*/deep*)/f; ln -s $(printf 'target/%.0s' {1..30}) longlink; touch "$(printf 'no\xffutf8')" ümlaut; chmod 7751 dir; chmod 600 old
        python3 - <<'E'
        import os
        def sparse(name, size, pieces):
            with open(name, "wb") as f:
                for at, data in pieces:
                    f.seek(at); f.write(data)
                f.truncate(size)
        sparse("sparse", 3 << 20, [(1000000, b"abc"), ((3 << 20) - 3, b"end")])
        sparse("hole", 5 << 20, [])
        sparse("fragments", 60 * 65536, [(i * 65536, b"%d" % i) for i in range(60)])
        os.setxattr("dir/file", "user.binary", bytes(range(256))); os.setxattr("dir", "user.a=b%", b"d")
        E
        """);

    private List<string> Listed(string archive)
    {
        using var stream = File.OpenRead(_folder[archive]);
        var reader = new TarReader(stream);
        var lines = new List<string>();
        while (reader.Next() is { } e)
        {
            using var data = reader.OpenData(e);
            var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(data));
            var content = e.Type == TarEntryType.RegularFile ? $"{e.Size} {hash}" : e.Type == TarEntryType.SymbolicLink ? e.LinkName.ToString() : "";
            lines.Add($"{e.Name.ToString().TrimEnd('/')} {e.Type} {Convert.ToString(e.Mode, 8)} {content}"
                + string.Concat(e.Xattrs.Select(x => $" {x.Name}={Convert.ToHexStringLower(x.Value.Span)}")));
        }

        return [.. lines.Order(StringComparer.Ordinal)];
    }

    /// <summary>The same of the tree itself, as python sees it; hard links as the files they are.</summary>
    private List<string> Expected(bool hasXattrs) => [.. Shell($$"""
        python3 - <<'E'
        import os, stat, hashlib
        def shown(raw): return "".join(c if not 0xdc80 <= ord(c) <= 0xdcff else "\\x%02x" % (ord(c) - 0xdc00) for c in os.fsdecode(raw))
        types = {stat.S_IFREG: "RegularFile", stat.S_IFDIR: "Directory", stat.S_IFLNK: "SymbolicLink", stat.S_IFIFO: "Fifo"}
        def line(path):
            s = os.lstat(path); kind = types[stat.S_IFMT(s.st_mode)]; content = ""
            if kind == "RegularFile": content = "%d %s" % (s.st_size, hashlib.sha256(open(path, "rb").read()).hexdigest())
            if kind == "SymbolicLink": content = os.readlink(path)
            xattrs = "" if not {{(hasXattrs ? "True" : "False")}} or kind == "SymbolicLink" else "".join(" %s=%s" % (k, os.getxattr(path, k).hex()) for k in sorted(os.listxattr(path)))
            print(shown(path), kind, "%o" % stat.S_IMODE(s.st_mode), content + xattrs)
        line("tree")
        for top, dirs, files in os.walk("tree"):
            for name in dirs + files: line(os.path.join(top, name))
        E
        """).Split('\n').Order(StringComparer.Ordinal)];

    [Theory]
    [InlineData("--format=gnu", false)]
    [InlineData("--format=gnu --sparse", false)]
    [InlineData("--format=pax", false)]
    [InlineData("--format=pax --xattrs", true)]
    [InlineData("--format=pax --xattrs --sparse --sparse-version=0.0", true)]
    [InlineData("--format=pax --xattrs --sparse --sparse-version=0.1", true)]
    [InlineData("--format=pax --xattrs --sparse --sparse-version=1.0", true)]
    [InlineData("--format=posix --pax-option=globexthdr.name=g,comment=hello", false)]
    public void Reads_what_gnu_tar_writes(string options, bool hasXattrs)
    {
        MakeTree();
        Shell($"tar -cf a.tar --hard-dereference --numeric-owner {options} tree");
        Assert.Equal(Expected(hasXattrs), Listed("a.tar"));
    }

    [Theory]
    [InlineData("--format=gnu --sparse", "S", null)]
    [InlineData("--format=pax --sparse --sparse-version=0.0", "0", "GNU.sparse.offset")]
    [InlineData("--format=pax --sparse --sparse-version=0.1", "0", "GNU.sparse.map")]
    [InlineData("--format=pax --sparse --sparse-version=1.0", "0", "GNU.sparse.major=1")]
    public void Gnu_tar_does_write_sparse_files_in_these_formats(string options, string flag, string? keyword)
    {
        MakeTree();
        Shell($"tar -cf a.tar {options} tree/fragments tree/sparse tree/hole");
        var bytes = Encoding.Latin1.GetString(File.ReadAllBytes(_folder["a.tar"]));
        if (keyword is null) Assert.Equal(flag[0], bytes[156]);
        else Assert.Contains(keyword, bytes, StringComparison.Ordinal);
        using var stream = File.OpenRead(_folder["a.tar"]);
        var reader = new TarReader(stream);
        for (var i = 0; i < 3; i++) Assert.NotNull(reader.Next()!.Segments);
    }

    [Theory]
    [InlineData("USTAR_FORMAT")]
    [InlineData("GNU_FORMAT")]
    [InlineData("PAX_FORMAT")]
    public void Reads_what_python_writes(string format)
    {
        MakeTree();
        Shell($"rm -rf tree/longlink tree/dir/long* tree/old tree/far; python3 -c 'import tarfile; t = tarfile.open(\"a.tar\", \"w\", format=tarfile.{format}, dereference=False); t.inodes = None; t.add(\"tree\"); t.close()' 2> /dev/null "
            + $"|| python3 -c 'import tarfile; t = tarfile.open(\"a.tar\", \"w\", format=tarfile.{format}); t.add(\"tree\"); t.close()'");
        Assert.Equal(Expected(hasXattrs: false).Where(l => !l.Contains("/hard ")), Listed("a.tar").Where(l => !l.Contains("/hard ")));
    }

    /// <summary>Reads an archive and writes it again without holes.</summary>
    private void Rewrite(string from, string to)
    {
        using var source = File.OpenRead(_folder[from]);
        using var target = File.Create(_folder[to]);
        var reader = new TarReader(source);
        var writer = new TarWriter(target);
        var buffer = new byte[65536];
        while (reader.Next() is { } entry)
        {
            writer.Begin(entry);
            if (entry.Type != TarEntryType.RegularFile) continue;
            using var data = reader.OpenData(entry);
            for (int count; (count = data.Read(buffer)) > 0;) writer.Write(buffer.AsSpan(0, count));
        }

        writer.Finish();
    }

    [Theory]
    [InlineData("tar --xattrs -xpf")]
    [InlineData("python3 -c 'import sys, tarfile; tarfile.open(sys.argv[1]).extractall(filter=\"fully_trusted\")'")]
    public void What_is_written_extracts_to_the_same_tree(string extract)
    {
        MakeTree();
        var hasXattrs = extract.StartsWith("tar", StringComparison.Ordinal);
        var times = hasXattrs ? "%T@" : "";
        Shell("tar -cf a.tar --format=pax --xattrs --sparse --numeric-owner tree");
        Rewrite("a.tar", "b.tar");
        var expected = Expected(hasXattrs);
        var found = $"find tree -printf '%p %n {times} %y\\n' | LC_ALL=C sort | sha256sum";
        var links = Shell(found);
        Shell($"mv tree original; {extract} b.tar");
        Assert.Equal(expected, Expected(hasXattrs));
        Assert.Equal(links, Shell(found));
    }

    [Fact]
    public void Writing_again_gives_the_same_bytes()
    {
        MakeTree();
        Shell("tar -cf a.tar --format=pax --xattrs --sparse tree");
        Rewrite("a.tar", "b.tar");
        Rewrite("b.tar", "c.tar");
        Assert.Equal("", Shell("cmp b.tar c.tar"));
    }
}
