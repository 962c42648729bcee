using Hull.Core;
using Hull.Linux.Descriptors;
using Hull.Linux.Processes;
using Microsoft.Win32.SafeHandles;

namespace Hull.Engine.Containers.Logs;

/// <summary>Waits for news of a log that is being written: a change in its directory, the end of its conmon, or the moment until which lines are wanted.</summary>
internal sealed class LogFollower : IDisposable
{
    private readonly string _exitFile;
    private readonly SafeFileHandle _monitor;
    private readonly DirectoryWatch _watch;
    private readonly CancellationTokenSource _disposed = new();
    private readonly Task _end;

    private LogFollower(string exitFile, SafeFileHandle monitor, DirectoryWatch watch, DateTimeOffset? until, TimeProvider time)
    {
        _exitFile = exitFile;
        _monitor = monitor;
        _watch = watch;
        var ended = PidFd.WaitAsync(monitor, _disposed.Token);
        _end = until is { } moment
            ? Task.WhenAny(ended, Task.Delay(Positive(moment - time.GetUtcNow()), time, _disposed.Token))
            : ended;
    }

    /// <summary>Whether nothing more will come: conmon writes the exit file after the last line.</summary>
    public bool IsOver => _end.IsCompleted || File.Exists(_exitFile);

    /// <summary>Begins to watch; null where nobody writes any more.</summary>
    public static LogFollower? TryStart(string logPath, string exitFile, ProcessIdentity monitor, DateTimeOffset? until, TimeProvider time)
    {
        if (monitor.TryOpen() is not { } process) return null;
        try
        {
            return new LogFollower(exitFile, process, new DirectoryWatch(Path.GetDirectoryName(logPath)!), until, time);
        }
        catch (EngineException e)
        {
            process.Dispose();
            // The container was removed meanwhile.
            if (e.Kind == ErrorKind.NotFound) return null;
            throw;
        }
    }

    /// <summary>Completes when there may be something new.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var changed = _watch.WaitAsync(stop.Token);
        if (await Task.WhenAny(changed, _end) == changed)
        {
            await changed;
            return;
        }
        await stop.CancelAsync();
        await changed.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed.Cancel();
        _watch.Dispose();
        _monitor.Dispose();
        _disposed.Dispose();
    }

    private static TimeSpan Positive(TimeSpan span) => span < TimeSpan.Zero ? TimeSpan.Zero : span;
}
