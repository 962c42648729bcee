using Hull.Core;
using Hull.Linux.Descriptors;

namespace Hull.Linux.Tests.Descriptors;

public sealed class DirectoryWatchTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string _directory = Directory.CreateTempSubdirectory("hull-watch-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Tells_of_a_file_that_is_made_written_moved_or_removed()
    {
        var file = Path.Join(_directory, "file");
        using var watch = new DirectoryWatch(_directory);
        await Tells(watch, () => File.WriteAllText(file, ""));
        await Tells(watch, () => File.AppendAllText(file, "more"));
        await Tells(watch, () => File.Move(file, file + "2"));
        await Tells(watch, () => File.Delete(file + "2"));
    }

    [Fact]
    public async Task What_happened_before_the_wait_is_not_missed()
    {
        using var watch = new DirectoryWatch(_directory);
        File.WriteAllText(Path.Join(_directory, "file"), "");
        await watch.WaitAsync(CancellationToken.None).WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_wait_can_be_ended()
    {
        using var watch = new DirectoryWatch(_directory);
        using var stop = new CancellationTokenSource();
        var wait = watch.WaitAsync(stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }

    [Fact]
    public void Names_a_directory_that_is_not_there()
    {
        var error = Assert.Throws<EngineException>(() => new DirectoryWatch(Path.Join(_directory, "missing")));
        Assert.Equal(ErrorKind.NotFound, error.Kind);
    }

    private static async Task Tells(DirectoryWatch watch, Action change)
    {
        // One change may be several events, and those of the one before may come late: the wait itself is what is asserted.
        change();
        await watch.WaitAsync(CancellationToken.None).WaitAsync(Patience, TestContext.Current.CancellationToken);
    }
}
