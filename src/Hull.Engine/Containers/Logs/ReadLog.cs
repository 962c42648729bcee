using System.Runtime.CompilerServices;
using Hull.Engine.Store;
using Hull.Linux.Processes;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Containers.Logs;

/// <summary>Reads one container's log: what is there, and, following, what still comes until the container has ended.</summary>
internal sealed class ReadLog(StorePaths paths, ContainerRecord container, LogsRequest request, TimeProvider time, ILogger log) : ILogSource
{
    private readonly ContainerConfig _config = container.Config;

    /// <inheritdoc/>
    public async IAsyncEnumerable<LogLine> Lines([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rotation = new LogRotation(_config.LogPath);
        var handle = rotation.TryOpen();
        // The driver makes the file at the first start: before that there is nothing to read.
        if (handle is null) yield break;
        if (request.Tail is null)
        {
            foreach (var line in Older())
                if (Wanted(line) is { } wanted) yield return wanted;
        }
        using var follower = request.Follow ? Follower() : null;
        var reader = new LogReader(handle, request.Tail is { } tail ? FindTail.Offset(handle, RandomAccess.GetLength(handle), tail) : 0);
        try
        {
            while (true)
            {
                // Looked at before reading: what an ended container printed is then all in the file.
                var over = follower is null || follower.IsOver;
                var changed = rotation.HasChanged;
                while (reader.TryRead(out var line))
                {
                    if (Wanted(line) is { } wanted) yield return wanted;
                }
                cancellationToken.ThrowIfCancellationRequested();
                if (changed && rotation.TryOpen() is { } next)
                {
                    reader.Dispose();
                    reader = new LogReader(next, 0);
                    continue;
                }
                if (reader.RestartIfTruncated()) continue;
                if (over) break;
                await follower!.WaitAsync(cancellationToken);
            }
            if (reader.HasRest && Wanted(reader.TakeRest()) is { } last) yield return last;
        }
        finally
        {
            reader.Dispose();
        }
    }

    // What a rotating conmon has set aside, FILE.1 the newest; of a tail only the last file counts.
    private IEnumerable<ReadOnlyMemory<byte>> Older()
    {
        var number = 0;
        while (File.Exists(_config.LogPath + "." + (number + 1))) number++;
        for (; number > 0; number--)
        {
            if (new LogRotation(_config.LogPath + "." + number).TryOpen() is not { } older) continue;
            using var reader = new LogReader(older, 0);
            while (reader.TryRead(out var line)) yield return line;
        }
    }

    private LogFollower? Follower()
    {
        var state = container.State;
        if (state.Status is ContainerStatus.Configured or ContainerStatus.Exited or ContainerStatus.Stopped) return null;
        return LogFollower.TryStart(
            _config.LogPath, paths.ExitFile(_config.Id), new ProcessIdentity(state.ConmonPid, state.ConmonStartTime), request.Until, time);
    }

    private LogLine? Wanted(ReadOnlyMemory<byte> line)
    {
        if (!ParseLogLine.Try(line, _config, out var parsed))
        {
            if (!line.IsEmpty) log.BadLogLine(_config.LogPath);
            return null;
        }
        if (request.Since is null && request.Until is null) return parsed;
        try
        {
            var printed = parsed.Time;
            return (request.Since is { } since && printed <= since) || (request.Until is { } until && printed >= until) ? null : parsed;
        }
        catch (FormatException)
        {
            log.BadLogLine(_config.LogPath);
            return null;
        }
    }
}
