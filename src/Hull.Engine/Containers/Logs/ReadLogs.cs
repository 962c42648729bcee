using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Hull.Core;
using Hull.Engine.Store;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Containers.Logs;

/// <summary>Reads the logs of containers: one after the other, or, following several, each line as it comes.</summary>
internal sealed class ReadLogs(StorePaths paths, ContainerStore store, TimeProvider time, ILogger log)
{
    private const int LinesAhead = 1024;

    /// <summary>Looks the containers up, all before the first line.</summary>
    /// <exception cref="EngineException">NotFound; InvalidState: a container keeps no log.</exception>
    public IAsyncEnumerable<LogLine> Run(IReadOnlyList<string> namesOrIds, LogsRequest request, CancellationToken cancellationToken)
    {
        var logs = namesOrIds.Select(name => Reader(store.Find(name), request)).ToList();
        return request.Follow && logs.Count > 1 ? Together(logs, cancellationToken) : OneByOne(logs, cancellationToken);
    }

    private ILogSource Reader(ContainerRecord record, LogsRequest request)
    {
        if (record.Config.LogDriver == "journald") return new ReadJournal(paths, record, request, time);
        if (record.Config.LogPath.Length > 0) return new ReadLog(paths, record, request, time, log);
        throw new EngineException(
            ErrorKind.InvalidState,
            $"this container is using the '{record.Config.LogDriver}' log driver, cannot read logs: this container is not logging output",
            "make the container with --log-driver k8s-file");
    }

    private static async IAsyncEnumerable<LogLine> OneByOne(IReadOnlyList<ILogSource> logs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var one in logs)
        {
            await foreach (var line in one.Lines(cancellationToken)) yield return line;
        }
    }

    private static async IAsyncEnumerable<LogLine> Together(IReadOnlyList<ILogSource> logs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var lines = Channel.CreateBounded<LogLine>(LinesAhead);
        var readers = Task.WhenAll(logs.Select(one => CopyAsync(one, lines.Writer, stop.Token)));
        var closing = readers.ContinueWith(
            done => lines.Writer.TryComplete(done.Exception?.InnerException), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            await foreach (var line in lines.Reader.ReadAllAsync(cancellationToken)) yield return line;
        }
        finally
        {
            await stop.CancelAsync();
            await closing;
        }
    }

    private static async Task CopyAsync(ILogSource from, ChannelWriter<LogLine> to, CancellationToken cancellationToken)
    {
        await foreach (var line in from.Lines(cancellationToken)) await to.WriteAsync(line, cancellationToken);
    }
}
