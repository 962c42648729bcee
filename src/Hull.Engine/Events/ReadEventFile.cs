using System.Runtime.CompilerServices;
using Hull.Engine.Containers.Logs;
using Hull.Linux.Descriptors;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Events;

/// <summary>Reads a file of events: what is there, and, streaming, what is appended, also across rotations, no event twice.</summary>
internal sealed class ReadEventFile(string path, EventsRequest request, TimeProvider time, ILogger log)
{
    private readonly DateTimeOffset _begun = time.GetUtcNow();
    private ReadOnlyMemory<byte> _last;

    /// <summary>The events wanted, oldest first.</summary>
    public async IAsyncEnumerable<EngineEvent> Run([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var watch = request.Stream ? new DirectoryWatch(Path.GetDirectoryName(path)!) : null;
        using var end = request.EndOfStream(time, cancellationToken);
        var rotation = new LogRotation(path);
        var reader = Open(rotation, atEnd: !request.FromStart);
        try
        {
            while (true)
            {
                // Looked at before reading: of a file that was replaced, all is then read.
                var changed = rotation.HasChanged;
                while (reader?.TryRead(out var line) == true)
                {
                    _last = line;
                    if (Wanted(line) is { } wanted) yield return wanted;
                }
                cancellationToken.ThrowIfCancellationRequested();
                if (watch is null || end.IsCancellationRequested) yield break;
                if (!changed)
                {
                    await watch.WaitAsync(end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    cancellationToken.ThrowIfCancellationRequested();
                    continue;
                }
                reader?.Dispose();
                reader = Open(rotation, atEnd: false);
                foreach (var line in Unread(reader))
                    if (Wanted(line) is { } wanted) yield return wanted;
            }
        }
        finally
        {
            reader?.Dispose();
        }
    }

    private static LogReader? Open(LogRotation rotation, bool atEnd) =>
        rotation.TryOpen() is { } file ? new LogReader(file, atEnd ? RandomAccess.GetLength(file) : 0) : null;

    // A rotated file begins with copies of lines that were read from the old one, the last of them too unless it stood in the half that is gone.
    private List<ReadOnlyMemory<byte>> Unread(LogReader? reader)
    {
        var lines = new List<ReadOnlyMemory<byte>>();
        while (reader?.TryRead(out var line) == true) lines.Add(line);
        var known = _last.IsEmpty ? -1 : lines.FindLastIndex(line => line.Span.SequenceEqual(_last.Span));
        var unread = lines[(known + 1)..];
        if (known < 0) unread.RemoveAll(line => IsBeginning(line) || (_last.IsEmpty && !request.FromStart && EventLine.Read(line)?.Time < _begun));
        if (lines.Count > 0) _last = lines[^1];
        return unread;
    }

    private static bool IsBeginning(ReadOnlyMemory<byte> line) =>
        EventLine.Read(line) is { Status: EventStatus.Rotate, Attributes: { } attributes } && attributes.GetValueOrDefault(RotateEvents.Mark) == "begin";

    private EngineEvent? Wanted(ReadOnlyMemory<byte> line)
    {
        if (line.IsEmpty) return null;
        if (EventLine.Read(line) is { } happened) return request.Wants(happened) ? happened : null;
        log.UnknownEvent(path);
        return null;
    }
}
