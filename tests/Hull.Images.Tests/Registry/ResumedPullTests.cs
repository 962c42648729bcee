using Hull.Core;
using Hull.Images.Registry;
using Hull.Images.Store;
using Hull.Linux.FileLocks;
using Hull.Oci;

namespace Hull.Images.Tests.Registry;

/// <summary>What a pull that breaks off leaves, and what the next one makes of it.</summary>
public class ResumedPullTests
{
    private static readonly byte[] _small = TestImage.Gzip(TestImage.Tar(("etc/", ""), ("etc/motd", "hello")));
    private static readonly byte[] _large = FakeImage.Noise(900_000);

    [Fact]
    public async Task The_next_pull_asks_only_for_the_rest()
    {
        using var bed = new RegistryBed();
        var image = new FakeImage(_large).PutOn(bed.Registry);
        await BreakOffAsync(bed, image, after: 600_000);
        var kept = Assert.Single(bed.Partials).Length;
        Assert.InRange(kept, 600_000 - BlockQueue.BlockSize, 600_000);
        Assert.Equal(_large[..(int)kept], File.ReadAllBytes(bed.Partials[0].FullName));
        bed.AssertNothingIsKept(exceptPartials: true);

        bed.Registry.Seen.Clear();
        long moved = 0;
        var pulled = await bed.PullAsync(watcher: step => Interlocked.Add(ref moved, step.Kind == TransferEventKind.BlobMoves ? step.Size : 0));
        Assert.Equal(image.Id, pulled.Id);
        Assert.Equal([$"bytes={kept}-"], Ranges(bed, image));
        Assert.Equal(_large.Length, moved);
        Assert.Empty(Directory.EnumerateFiles(bed.Store.Layout.Partial));
        bed.Test.AssertAtRest();
    }

    [Fact]
    public async Task Within_one_pull_no_byte_is_asked_for_twice()
    {
        using var bed = new RegistryBed();
        var image = new FakeImage(_large).PutOn(bed.Registry);
        bed.Registry.On("GET", image.Layer(0).ToString(), (n, request) => n < 2 ? bed.Registry.Answer(request).CutAfter(100_001, FakeEnd.Reset) : null);
        Assert.Equal(image.Id, (await bed.PullAsync()).Id);
        // A reset may overtake bytes that were on their way.
        var asked = Ranges(bed, image);
        Assert.Equal(3, asked.Count);
        Assert.Null(asked[0]);
        Assert.True(From(asked[1]) is > 0 and <= 100_001 && From(asked[2]) > From(asked[1]), string.Join(", ", asked));
    }

    [Fact]
    public async Task A_blob_that_is_here_to_its_last_byte_is_not_asked_for()
    {
        using var bed = new RegistryBed();
        var image = new FakeImage(_small, _large).PutOn(bed.Registry);
        Keep(bed, image.Layer(1), _large);
        Assert.Equal(image.Id, (await bed.PullAsync()).Id);
        Assert.Empty(bed.Registry.Asked("GET", image.Layer(1).ToString()));
        Assert.Single(bed.Registry.Asked("GET", image.Layer(0).ToString()));
        bed.Test.AssertAtRest();
    }

    [Theory]
    [InlineData(300_000)]
    [InlineData(int.MaxValue)]
    public async Task A_damaged_beginning_is_fetched_anew(int length)
    {
        using var bed = new RegistryBed();
        var image = new FakeImage(_large).PutOn(bed.Registry);
        var damaged = _large[..Math.Min(length, _large.Length)];
        damaged[1000] ^= 0x40;
        Keep(bed, image.Layer(0), damaged);
        Assert.Equal(image.Id, (await bed.PullAsync()).Id);
        Assert.Null(Ranges(bed, image)[^1]);
        Assert.Empty(Directory.EnumerateFiles(bed.Store.Layout.Partial));
        bed.Test.AssertAtRest();
    }

    [Fact]
    public async Task A_beginning_longer_than_the_blob_is_fetched_anew()
    {
        using var bed = new RegistryBed();
        var image = new FakeImage(_small).PutOn(bed.Registry);
        Keep(bed, image.Layer(0), [.. _small, 0]);
        Assert.Equal(image.Id, (await bed.PullAsync()).Id);
        Assert.Equal([null], Ranges(bed, image));
    }

    [Theory]
    [InlineData("200 with everything")]
    [InlineData("416")]
    [InlineData("a range that begins too late")]
    public async Task A_registry_without_usable_ranges_sends_all(string answer)
    {
        using var bed = new RegistryBed();
        var image = new FakeImage(_large).PutOn(bed.Registry);
        await BreakOffAsync(bed, image, after: 600_000);
        bed.Registry.On("GET", image.Layer(0).ToString(), (_, request) => request["Range"] is null ? null : answer switch
        {
            "416" => new FakeAnswer(416),
            "200 with everything" => FakeAnswer.Of(_large),
            _ => new FakeAnswer(206, ("Content-Range", $"bytes 700000-{_large.Length - 1}/{_large.Length}")) { Body = _large[700_000..] },
        });
        Assert.Equal(image.Id, (await bed.PullAsync()).Id);
        bed.Test.AssertAtRest();
    }

    [Fact]
    public async Task Two_pulls_at_once_ask_for_each_blob_once()
    {
        using var bed = new RegistryBed();
        var image = new FakeImage(_small, _large).PutOn(bed.Registry);
        using var otherWaits = new SemaphoreSlim(0);
        // The first holds its blobs until the second has come to wait for them.
        bed.Registry.On("GET", image.Layer(1).ToString(), (_, _) =>
        {
            Assert.True(otherWaits.Wait(TimeSpan.FromMinutes(1)));
            return null;
        });
        bed.Access = bed.Access with { StallTimeout = TimeSpan.FromMinutes(1) };
        using var begun = new SemaphoreSlim(0);
        var first = Task.Run(() => bed.PullAsync(watcher: step => Release(begun, step.Kind == TransferEventKind.BlobBegins)));
        Assert.True(await begun.WaitAsync(TimeSpan.FromMinutes(1)));
        var second = Task.Run(() => new PullImage(bed.Test.Open(), bed.Access).RunAsync(bed.Image, null, step => Release(otherWaits, step.Kind == TransferEventKind.BlobWaits), default));
        Assert.Equal((image.Id, image.Id), ((await first).Id, (await second).Id));
        foreach (var layer in (Digest[])[image.Layer(0), image.Layer(1)]) Assert.Single(bed.Registry.Asked("GET", layer.ToString()));
        Assert.Empty(Directory.EnumerateFiles(bed.Store.Layout.Partial));
        bed.Test.AssertAtRest();
    }

    [Fact]
    public async Task Layers_that_are_here_are_not_asked_for()
    {
        using var bed = new RegistryBed();
        var image = new FakeImage(_small, _large).PutOn(bed.Registry);
        await bed.PullAsync();
        bed.Registry.Seen.Clear();
        var steps = new List<TransferEventKind>();
        await bed.PullAsync(watcher: step => steps.Add(step.Kind));
        Assert.Equal([TransferEventKind.Found, TransferEventKind.Config, TransferEventKind.BlobSkipped, TransferEventKind.BlobSkipped, TransferEventKind.Manifest], steps);
        Assert.DoesNotContain(bed.Registry.Seen, request => request.Path.EndsWith(image.Layer(0).ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_broke_off_long_ago_is_swept()
    {
        using var bed = new RegistryBed();
        new FakeImage(_small).PutOn(bed.Registry);
        Keep(bed, Digest.Of("old"u8), [1]);
        Keep(bed, Digest.Of("held"u8), [2]);
        Keep(bed, Digest.Of("young"u8), [3]);
        foreach (var name in (string[])["old", "held"])
            File.SetLastWriteTimeUtc(bed.Store.Layout.PartialBlob(Digest.Of(System.Text.Encoding.UTF8.GetBytes(name))), DateTime.UtcNow.AddDays(-2));
        using var held = FileLock.TryAcquire(bed.Store.Layout.PartialBlob(Digest.Of("held"u8)) + ".lock");
        Assert.NotNull(held);
        await bed.PullAsync();
        Assert.Equal([3, 2], bed.Partials.OrderByDescending(file => File.ReadAllBytes(file.FullName)[0]).Select(file => (int)File.ReadAllBytes(file.FullName)[0]));
    }

    private static void Release(SemaphoreSlim semaphore, bool now)
    {
        if (now) semaphore.Release();
    }

    private static async Task BreakOffAsync(RegistryBed bed, FakeImage image, int after)
    {
        var broken = true;
        bed.Registry.On("GET", image.Layer(0).ToString(), (_, request) => !broken ? null
            : request["Range"] is null ? bed.Registry.Answer(request).CutAfter(after, FakeEnd.Close) : new FakeAnswer(503));
        bed.AssertToldWell(await Assert.ThrowsAsync<EngineException>(() => bed.PullAsync()), ErrorKind.Network);
        broken = false;
    }

    private static void Keep(RegistryBed bed, Digest blob, byte[] bytes)
    {
        Directory.CreateDirectory(bed.Store.Layout.Partial);
        File.WriteAllBytes(bed.Store.Layout.PartialBlob(blob), bytes);
    }

    private static List<string?> Ranges(RegistryBed bed, FakeImage image) => [.. bed.Registry.Asked("GET", image.Layer(0).ToString()).Select(request => request["Range"])];

    private static long From(string? range) => long.Parse(range!["bytes=".Length..^1]);
}
