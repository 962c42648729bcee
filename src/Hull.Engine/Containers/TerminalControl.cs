using System.Globalization;
using System.Text;
using Hull.Core;

namespace Hull.Engine.Containers;

/// <summary>conmon's control FIFO: one line a command; type 1 is a resize with height and width.</summary>
internal static class TerminalControl
{
    // conmon 2.1 refuses larger ones.
    private const int Largest = 1000;

    /// <summary>Sets the size of the terminal of a container or exec session.</summary>
    public static void Resize(string directory, int rows, int columns)
    {
        var line = string.Create(
            CultureInfo.InvariantCulture, $"1 {Math.Clamp(rows, 0, Largest)} {Math.Clamp(columns, 0, Largest)}\n");
        try
        {
            using var fifo = new FileStream(Path.Join(directory, "ctl"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            fifo.Write(Encoding.ASCII.GetBytes(line));
        }
        catch (IOException e) when (!File.Exists(Path.Join(directory, "ctl")))
        {
            throw new EngineException(ErrorKind.InvalidState, $"resizing the terminal in {directory}: the container has ended", inner: e);
        }
    }
}
