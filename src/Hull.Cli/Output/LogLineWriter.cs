using System.Buffers;
using System.Text;
using Hull.Engine.Containers.Logs;

namespace Hull.Cli.Output;

/// <summary>Prints lines of logs as Podman does: each to the stream it was printed to. Standard output is buffered until <see cref="Flush"/>.</summary>
/// <param name="output">Standard output; not disposed.</param>
/// <param name="error">Standard error; not disposed.</param>
internal sealed class LogLineWriter(Stream output, Stream error)
{
    private const int BufferSize = 64 * 1024;

    // Podman's: light grey, red, yellow, blue, magenta, cyan, green.
    private static readonly string[] Escapes = ["\u001b[37m", "\u001b[31m", "\u001b[33m", "\u001b[34m", "\u001b[35m", "\u001b[36m", "\u001b[32m"];

    private readonly ArrayBufferWriter<byte> pending = new(BufferSize);
    private readonly List<string> seen = [];
    private (string Id, LogStream Stream)? unfinished;

    /// <summary>Whether the container is named before each line.</summary>
    public bool Several { get; init; }

    /// <summary>Whether it is named by its name, not its id.</summary>
    public bool ByName { get; init; }

    /// <summary>Whether the time is printed before each line.</summary>
    public bool Timestamps { get; init; }

    /// <summary>Whether each container has a color of its own.</summary>
    public bool Colors { get; init; }

    /// <summary>Prints a line.</summary>
    /// <param name="line">The line.</param>
    public void Write(LogLine line)
    {
        var toError = line.Stream == LogStream.Error;
        // What goes to the other stream comes after what was printed before it.
        if (toError) Flush();
        Append(line);
        if (toError) HandOn(error);
        else if (pending.WrittenCount >= BufferSize) Flush();
    }

    /// <summary>Hands on what is buffered.</summary>
    public void Flush() => HandOn(output);

    private void Append(LogLine line)
    {
        var continues = unfinished == (line.Container.Id, line.Stream);
        if (Colors) Append(Escapes[ColorOf(line.Container.Id) % Escapes.Length]);
        if (!continues && Several) Append(ByName ? line.Container.Name + " " : line.Container.Id[..12] + " ");
        if (!continues && Timestamps)
        {
            pending.Write(line.TimeText.Span);
            Append(" ");
        }
        pending.Write(line.Text.Span);
        if (Colors) Append("\u001b[0m");
        if (!line.IsPartial) Append("\n");
        unfinished = line.IsPartial ? (line.Container.Id, line.Stream) : null;
    }

    private void HandOn(Stream to)
    {
        if (pending.WrittenCount == 0) return;
        to.Write(pending.WrittenSpan);
        pending.ResetWrittenCount();
    }

    private void Append(string text) => Encoding.UTF8.GetBytes(text, pending);

    private int ColorOf(string id)
    {
        var index = seen.IndexOf(id);
        if (index >= 0) return index;
        seen.Add(id);
        return seen.Count - 1;
    }
}
