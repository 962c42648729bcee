using System.Text;
using Hull.Engine.Runtime;
using Hull.Oci.Runtime;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hull.Engine.Tests.Runtime;

public sealed class SeccompCacheTests : IDisposable
{
    private static readonly byte[] Key = Encoding.UTF8.GetBytes("a key of some length");
    private static readonly SeccompFilter Filter = new() { Rules = new RawJson("""{"defaultAction":"X"}"""u8.ToArray()), Bpf = "AAECAw==" };
    private readonly TemporaryRoot _root = new();
    private readonly SeccompCache _cache;

    public SeccompCacheTests() => _cache = new SeccompCache(Directory, NullLogger.Instance);

    private string Directory => _root.Path("cache/seccomp");

    [Fact]
    public void Finds_what_it_kept()
    {
        Assert.Null(_cache.Find(Key));
        _cache.Keep(Key, Filter);
        AssertFound();
        var file = Assert.Single(System.IO.Directory.GetFiles(Directory));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public void Keeps_a_filter_without_a_compiled_one()
    {
        _cache.Keep(Key, Filter with { Bpf = null });
        Assert.Null(_cache.Find(Key)!.Bpf);
    }

    [Fact]
    public void Notices_every_changed_byte_and_every_cut()
    {
        _cache.Keep(Key, Filter);
        var file = Assert.Single(System.IO.Directory.GetFiles(Directory));
        var good = File.ReadAllBytes(file);
        for (var i = 0; i < good.Length; i++)
        {
            var bad = (byte[])good.Clone();
            bad[i] ^= 0x20;
            File.WriteAllBytes(file, bad);
            Assert.Null(_cache.Find(Key));
            File.WriteAllBytes(file, good[..i]);
            Assert.Null(_cache.Find(Key));
        }

        File.WriteAllBytes(file, [.. good, 0]);
        Assert.Null(_cache.Find(Key));
        _cache.Keep(Key, Filter);
        AssertFound();
    }

    [Fact]
    public void Uses_no_file_of_another_key_even_under_its_name()
    {
        _cache.Keep(Key, Filter);
        var file = Assert.Single(System.IO.Directory.GetFiles(Directory));
        var other = Encoding.UTF8.GetBytes("another key of a length");
        _cache.Keep(other, Filter);
        var theirs = System.IO.Directory.GetFiles(Directory).Single(path => path != file);
        File.Copy(file, theirs, overwrite: true);
        Assert.Null(_cache.Find(other));
    }

    [Fact]
    public void Is_no_obstacle_where_it_cannot_be_read_or_written()
    {
        _root.Write("cache/seccomp", "a file where the directory should be");
        _cache.Keep(Key, Filter);
        Assert.Null(_cache.Find(Key));
    }

    [Fact]
    public void Throws_the_oldest_away()
    {
        for (var i = 0; i < 80; i++) _cache.Keep(Encoding.UTF8.GetBytes($"key {i}"), Filter);
        Assert.InRange(System.IO.Directory.GetFiles(Directory).Length, 1, 64);
        Assert.NotNull(_cache.Find("key 79"u8));
    }

    public void Dispose() => _root.Dispose();

    private void AssertFound()
    {
        var found = _cache.Find(Key)!;
        Assert.Equal(Filter.Bpf, found.Bpf);
        Assert.Equal(Filter.Rules.Utf8.ToArray(), found.Rules.Utf8.ToArray());
    }
}
