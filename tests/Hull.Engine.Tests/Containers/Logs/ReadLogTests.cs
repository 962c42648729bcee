using Hull.Engine.Containers.Logs;

namespace Hull.Engine.Tests.Containers.Logs;

public sealed class ReadLogTests : IDisposable
{
    // A wait of a test that would hang fails by this.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly SampleLog _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Reads_all_lines_in_order()
    {
        _log.Write(SampleLog.Line(1, "a") + SampleLog.Line(2, "b") + SampleLog.Line(3, ""));
        Assert.Equal(["a", "b", ""], await _log.Texts(new LogsRequest()));
    }

    [Fact]
    public async Task A_container_that_never_started_has_no_lines() => Assert.Empty(await _log.Texts(new LogsRequest { Follow = true }));

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "e")]
    [InlineData(2, "c1 c2 d e")]
    [InlineData(3, "b c1 c2 d e")]
    [InlineData(4, "a b c1 c2 d e")]
    [InlineData(5, "a b c1 c2 d e")]
    [InlineData(1000, "a b c1 c2 d e")]
    public async Task Tail_counts_a_line_in_several_parts_once(int tail, string expected)
    {
        _log.Write(SampleLog.Line(1, "a") + SampleLog.Line(2, "b") + SampleLog.Line(3, "c1", 'P') + SampleLog.Line(3, "c2", 'P') + SampleLog.Line(3, "d") + SampleLog.Line(4, "e"));
        Assert.Equal(expected, string.Join(' ', await _log.Texts(new LogsRequest { Tail = tail })));
    }

    [Fact]
    public async Task Tail_counts_a_last_line_that_will_go_on()
    {
        _log.Write(SampleLog.Line(1, "a") + SampleLog.Line(2, "b") + SampleLog.Line(3, "c1", 'P'));
        Assert.Equal(["b", "c1"], await _log.Texts(new LogsRequest { Tail = 2 }));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(999)]
    [InlineData(1000)]
    [InlineData(5999)]
    [InlineData(6000)]
    [InlineData(6001)]
    public async Task Tail_finds_its_line_across_blocks(int tail)
    {
        // Lines of many lengths, so that a block ends at every place of a line; some are longer than a block.
        var lines = Enumerable.Range(0, 6000).Select(i => new string((char)('a' + (i % 26)), i % 1500 == 7 ? 150_000 : i * 37 % 211)).ToList();
        _log.Write(string.Concat(lines.Select((text, i) => SampleLog.Line(i, text))));
        var read = await _log.Texts(new LogsRequest { Tail = tail });
        Assert.Equal(Math.Min(tail, 6000), read.Count);
        Assert.Equal(lines.TakeLast(tail), read);
    }

    [Fact]
    public async Task Since_and_until_leave_the_moments_themselves_out()
    {
        _log.Write(string.Concat(Enumerable.Range(1, 6).Select(i => SampleLog.Line(i, $"{i}"))));
        var request = new LogsRequest { Since = SampleLog.TimeOf(2), Until = SampleLog.TimeOf(5) };
        Assert.Equal(["3", "4"], await _log.Texts(request));
        Assert.Equal(["4"], await _log.Texts(request with { Tail = 3 }));
    }

    [Fact]
    public async Task Passes_over_what_is_no_line_and_shows_a_last_one_without_its_end()
    {
        _log.Write("garbage\n" + SampleLog.Line(1, "a") + SampleLog.Line(2, "b").TrimEnd('\n'));
        Assert.Equal(["a", "b"], await _log.Texts(new LogsRequest()));
    }

    [Fact]
    public async Task Following_waits_for_lines_and_ends_with_the_container()
    {
        _log.StartMonitor();
        _log.Write(SampleLog.Line(1, "a"));
        await using var lines = _log.Read(new LogsRequest { Follow = true }).GetAsyncEnumerator();
        Assert.Equal("a", await Next(lines));
        var next = Next(lines);
        Assert.False(next.IsCompleted);
        var line = SampleLog.Line(2, "b");
        _log.Write(line[..10]);
        _log.Write(line[10..]);
        Assert.Equal("b", await next);
        _log.Write(SampleLog.Line(3, "last"));
        _log.EndMonitor();
        Assert.Equal("last", await Next(lines));
        Assert.Null(await Next(lines));
    }

    [Fact]
    public async Task Following_goes_on_in_the_file_that_conmon_begins_at_the_maximum_size()
    {
        _log.StartMonitor();
        _log.Write(SampleLog.Line(1, "a"));
        await using var lines = _log.Read(new LogsRequest { Follow = true, Tail = 0 }).GetAsyncEnumerator();
        var next = Next(lines);
        _log.Write(SampleLog.Line(2, "old"));
        _log.Rotate(SampleLog.Line(3, "new"));
        Assert.Equal("old", await next);
        Assert.Equal("new", await Next(lines));
        _log.Write(SampleLog.Line(4, "more"));
        Assert.Equal("more", await Next(lines));
        _log.EndMonitor();
        Assert.Null(await Next(lines));
    }

    [Fact]
    public async Task Following_begins_anew_where_the_file_is_emptied()
    {
        _log.StartMonitor();
        _log.Write(SampleLog.Line(1, "a long line before"));
        await using var lines = _log.Read(new LogsRequest { Follow = true }).GetAsyncEnumerator();
        Assert.Equal("a long line before", await Next(lines));
        var next = Next(lines);
        File.WriteAllText(_log.Path, "");
        _log.Write(SampleLog.Line(2, "b"));
        Assert.Equal("b", await next);
    }

    [Fact]
    public async Task Following_ends_at_the_moment_until_which_lines_are_wanted()
    {
        _log.StartMonitor();
        _log.Write(SampleLog.Line(1, "a"));
        var request = new LogsRequest { Follow = true, Until = DateTimeOffset.UtcNow.AddMilliseconds(300) };
        Assert.Equal(["a"], await _log.Texts(request).WaitAsync(Patience, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Following_can_be_ended_by_the_caller()
    {
        _log.StartMonitor();
        _log.Write(SampleLog.Line(1, "a"));
        using var stop = new CancellationTokenSource();
        await using var lines = _log.Read(new LogsRequest { Follow = true }, stop.Token).GetAsyncEnumerator(stop.Token);
        Assert.Equal("a", await Next(lines));
        var next = Next(lines);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    private static async Task<string?> Next(IAsyncEnumerator<LogLine> lines) =>
        await lines.MoveNextAsync().AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken) ? SampleLog.Text(lines.Current) : null;
}
