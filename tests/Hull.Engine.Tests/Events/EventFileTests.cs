using Hull.Engine.Events;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hull.Engine.Tests.Events;

public sealed class EventFileTests : IDisposable
{
    private readonly TemporaryRoot _root = new();

    private string File => _root.Path("events.log");

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task Events_come_back_in_the_order_in_which_they_were_written()
    {
        var file = Open();
        for (var number = 0; number < 3; number++) file.Append(Numbered(number));
        Assert.Equal(["0", "1", "2"], await Names(file, new EventsRequest()));
    }

    [Fact]
    public async Task A_file_that_is_not_there_has_no_events() => Assert.Empty(await Names(Open(), new EventsRequest()));

    [Fact]
    public void Only_its_owner_may_read_it()
    {
        Open().Append(Numbered(0));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
    }

    [Fact]
    public async Task Moments_and_filters_choose()
    {
        var file = Open();
        for (var number = 0; number < 5; number++) file.Append(Numbered(number));
        Assert.Equal(["2", "3"], await Names(file, new EventsRequest { Since = SampleEvents.Noon.AddSeconds(2), Until = SampleEvents.Noon.AddSeconds(3) }));
        Assert.Equal(["4"], await Names(file, new EventsRequest { Filter = EventFilter.Parse(["container=4"]) }));
    }

    [Fact]
    public async Task The_older_half_goes_when_the_file_is_full()
    {
        var plain = Open();
        for (var number = 10; number < 30; number++) plain.Append(Numbered(number));
        var full = Open(new FileInfo(File).Length);
        full.Append(Numbered(30));
        var names = await Names(full, new EventsRequest());
        // The line that the middle falls on goes, too, as it does with podman.
        Assert.Equal([File, .. Enumerable.Range(21, 9).Select(number => $"{number}"), File, "30"], names);
        var marks = (await All(full, new EventsRequest())).Where(happened => happened.Status == EventStatus.Rotate).Select(happened => happened.Attributes![RotateEvents.Mark]);
        Assert.Equal(["begin", "end"], marks);
        Assert.False(System.IO.File.Exists(File + ".new"));
    }

    [Fact]
    public async Task A_stream_goes_on_and_tells_no_event_twice_when_the_file_is_halved()
    {
        var plain = Open();
        for (var number = 10; number < 30; number++) plain.Append(Numbered(number));
        var full = Open(new FileInfo(File).Length);
        using var stop = new CancellationTokenSource();
        var seen = new List<string>();
        await foreach (var happened in full.Read(new EventsRequest { Stream = true, Since = DateTimeOffset.UnixEpoch }, stop.Token))
        {
            seen.Add(happened.Name);
            // Halves the file, and then adds one more, while it is being read.
            if (happened.Name == "29") full.Append(Numbered(30));
            if (happened.Name == "30") full.Append(Numbered(31));
            if (happened.Name == "31") break;
        }
        Assert.Equal([.. Enumerable.Range(10, 20).Select(number => $"{number}"), File, "30", "31"], seen);
    }

    [Fact]
    public async Task A_stream_without_a_beginning_tells_only_what_comes()
    {
        var file = Open();
        file.Append(Numbered(0));
        using var stop = new CancellationTokenSource();
        var events = file.Read(new EventsRequest { Stream = true }, stop.Token).GetAsyncEnumerator(stop.Token);
        // The first step opens the file at its end; only then may the next event come.
        var first = events.MoveNextAsync();
        file.Append(Numbered(1));
        Assert.True(await first);
        Assert.Equal("1", events.Current.Name);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await events.MoveNextAsync());
        await events.DisposeAsync();
    }

    [Fact]
    public async Task A_stream_until_a_moment_that_is_past_ends_with_the_last_event()
    {
        var file = Open();
        file.Append(Numbered(0));
        Assert.Equal(["0"], await Names(file, new EventsRequest { Stream = true, Until = SampleEvents.Noon.AddMinutes(1) }));
    }

    [Fact]
    public async Task Lines_that_are_no_events_are_passed_over()
    {
        Open().Append(Numbered(0));
        await System.IO.File.AppendAllTextAsync(File, "half a li\n\n", TestContext.Current.CancellationToken);
        Open().Append(Numbered(1));
        Assert.Equal(["0", "1"], await Names(Open(), new EventsRequest()));
    }

    [Fact]
    public async Task Many_writers_lose_nothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(() =>
        {
            for (var number = 0; number < 50; number++) Open().Append(Numbered((writer * 100) + number));
        })));
        Assert.Equal(200, (await Names(Open(), new EventsRequest())).Count);
    }

    private EventFile Open(long largest = 0) => new(File, largest, TimeProvider.System, NullLogger.Instance);

    private static EngineEvent Numbered(int number) =>
        SampleEvents.Of(EventType.Container, EventStatus.Start, name: $"{number}") with { Time = SampleEvents.Noon.AddSeconds(number) };

    private static async Task<List<string>> Names(EventFile file, EventsRequest request) => [.. (await All(file, request)).Select(happened => happened.Name)];

    private static async Task<List<EngineEvent>> All(EventFile file, EventsRequest request)
    {
        var all = new List<EngineEvent>();
        await foreach (var happened in file.Read(request, TestContext.Current.CancellationToken)) all.Add(happened);
        return all;
    }
}
