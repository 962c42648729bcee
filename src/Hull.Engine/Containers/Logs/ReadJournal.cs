using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Hull.Engine.Store;
using Hull.Linux.Journal;
using Hull.Linux.Processes;

namespace Hull.Engine.Containers.Logs;

/// <summary>Reads one container's log from the host's journal, where conmon has written it: a field for the container, one for the stream.</summary>
internal sealed class ReadJournal(StorePaths paths, ContainerRecord container, LogsRequest request, TimeProvider time) : ILogSource
{
    // conmon's fields; the priority tells the stream: error (3), or notice and info.
    private const string Owner = "CONTAINER_ID_FULL";
    private const string Partial = "CONTAINER_PARTIAL_MESSAGE";
    private const string ErrorPriority = "3";

    /// <inheritdoc/>
    public async IAsyncEnumerable<LogLine> Lines([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // journald takes lines in when it gets to it: what was printed before now is to be there.
        HostJournal.Sync();
        using var journal = new JournalReader((Owner, container.Config.Id));
        using var monitor = request.Follow ? new ProcessIdentity(container.State.ConmonPid, container.State.ConmonStartTime).TryOpen() : null;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var end = monitor is null ? Task.CompletedTask : EndAsync(PidFd.WaitAsync(monitor, stop.Token), stop.Token);
        var more = Seek(journal);
        var synced = monitor is null;
        try
        {
            while (true)
            {
                var over = end.IsCompleted || File.Exists(paths.ExitFile(container.Config.Id));
                for (; more; more = journal.Next())
                    if (Wanted(journal) is { } line) yield return line;
                if (over && synced) yield break;
                if (over) HostJournal.Sync();
                else await ChangeAsync(journal, end, stop.Token).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
                synced = over;
                more = journal.Next();
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
        }
    }

    // The journal is for one thread at a time: its wait is over when this returns.
    private static async Task ChangeAsync(JournalReader journal, Task end, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var changed = journal.WaitAsync(stop.Token);
        if (await Task.WhenAny(changed, end).ConfigureAwait(false) != changed) await stop.CancelAsync().ConfigureAwait(false);
        await changed.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private Task EndAsync(Task ended, CancellationToken cancellationToken)
    {
        if (request.Until is not { } until) return ended;
        var left = until - time.GetUtcNow();
        return Task.WhenAny(ended, Task.Delay(left < TimeSpan.Zero ? TimeSpan.Zero : left, time, cancellationToken));
    }

    // Goes to the first entry wanted; false where there is none yet.
    private bool Seek(JournalReader journal)
    {
        if (request.Tail is not { } lines)
        {
            if (request.Since is { } since) journal.Seek(since);
            return journal.Next();
        }
        journal.SeekEnd();
        if (lines == 0 || !journal.IsAtEntry) return journal.Next();
        for (var counted = IsPartial(journal) ? 1L : 0L; ;)
        {
            // A line in several parts counts once: it ends with the part that is none.
            if (!IsPartial(journal)) counted++;
            if (counted > lines) return journal.Next();
            if (!journal.Previous()) return journal.IsAtEntry;
        }
    }

    private LogLine? Wanted(JournalReader entry)
    {
        var printed = entry.Time;
        if (printed <= request.Since || printed >= request.Until) return null;
        var text = (entry.Bytes("MESSAGE") ?? []).AsMemory();
        return new LogLine
        {
            Container = container.Config,
            TimeText = Encoding.ASCII.GetBytes(TimeZoneInfo.ConvertTime(printed, time.LocalTimeZone).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'000'zzz", CultureInfo.InvariantCulture)),
            Stream = entry.Text("PRIORITY") == ErrorPriority ? LogStream.Error : LogStream.Output,
            IsPartial = IsPartial(entry),
            Text = text.Span.EndsWith("\n"u8) ? text[..^1] : text,
        };
    }

    private static bool IsPartial(JournalReader entry) => entry.Text(Partial) == "true";
}
