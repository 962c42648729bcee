using System.Globalization;
using System.Text;
using Hull.Linux.Descriptors;

namespace Hull.Engine.Containers;

/// <summary>conmon's control FIFO: one line a command; type 1 is a resize with height and width.</summary>
internal static class TerminalControl
{
    // conmon 2.1 refuses larger ones.
    private const int Largest = 1000;

    /// <summary>Sets the size of the terminal of a container or exec session; one that has ended meanwhile has none.</summary>
    public static void Resize(string directory, int rows, int columns)
    {
        var line = string.Create(
            CultureInfo.InvariantCulture, $"1 {Math.Clamp(rows, 0, Largest)} {Math.Clamp(columns, 0, Largest)}\n");
        Fifo.TryWrite(Path.Join(directory, "ctl"), Encoding.ASCII.GetBytes(line));
    }
}
