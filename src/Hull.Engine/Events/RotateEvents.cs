namespace Hull.Engine.Events;

/// <summary>
/// Halves a file of events, as Podman does: a new file with the lines of the second half, between two events that say so, takes the
/// old one's name. Who has the old one open reads it to its end.
/// </summary>
internal static class RotateEvents
{
    /// <summary>The attribute that marks the two events.</summary>
    public const string Mark = "io.podman.event.rotate";

    private const int BlockSize = 64 * 1024;

    /// <summary>Halves the file; its lock is held.</summary>
    /// <param name="path">The file.</param>
    /// <param name="now">The time of the two events.</param>
    public static void Run(string path, DateTimeOffset now)
    {
        var temporary = path + ".new";
        using (var old = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BlockSize))
        using (var fresh = new FileStream(temporary, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            BufferSize = BlockSize,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            fresh.Write(EventLine.Write(Marking(path, now, "begin")).Span);
            old.Position = old.Length / 2;
            // The line that the middle falls into is not whole, or just begins: Podman drops it in both cases.
            for (var next = old.ReadByte(); next >= 0 && next != '\n';) next = old.ReadByte();
            old.CopyTo(fresh, BlockSize);
            fresh.Write(EventLine.Write(Marking(path, now, "end")).Span);
        }
        File.Move(temporary, path, overwrite: true);
    }

    private static EngineEvent Marking(string path, DateTimeOffset now, string which) => new()
    {
        Type = EventType.System,
        Status = EventStatus.Rotate,
        Name = path,
        Time = now,
        Attributes = new Dictionary<string, string> { [Mark] = which },
    };
}
