using Hull.Core;
using Hull.Linux.FileLocks;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Events;

/// <summary>
/// Events in a file, a line each, under Podman's lock (FILE.lock), so that both may write to one file. One open, one append: no event is
/// waited for until it is on the disk.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="largest">The size at which the older half is dropped; 0 or less for never.</param>
/// <param name="time">Where time comes from.</param>
/// <param name="log">Told at debug level.</param>
internal sealed class EventFile(string path, long largest, TimeProvider time, ILogger log) : IEventLog
{
    private const UnixFileMode OwnersOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <inheritdoc/>
    public void Append(EngineEvent happened)
    {
        var line = EventLine.Write(happened);
        try
        {
            using var held = FileLock.Acquire(path + ".lock");
            if (largest > 0 && Length() + line.Length >= largest) RotateEvents.Run(path, time.GetUtcNow());
            Append(line.Span);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(ErrorKind.ResourceExhausted, $"writing an event to {path}: {e.Message}", inner: e);
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<EngineEvent> Read(EventsRequest request, CancellationToken cancellationToken) =>
        new ReadEventFile(path, request, time, log).Run(cancellationToken);

    private long Length() => File.Exists(path) ? new FileInfo(path).Length : 0;

    private void Append(ReadOnlySpan<byte> line)
    {
        using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
            UnixCreateMode = OwnersOnly,
        });
        var end = file.Length;
        try
        {
            RandomAccess.Write(file.SafeFileHandle, line, end);
        }
        catch (IOException)
        {
            // Half a line would spoil the next one.
            file.SetLength(end);
            throw;
        }
    }
}
