using System.Runtime.InteropServices;
using Hull.Linux.Processes;
using Hull.Linux.Terminal;

namespace Hull.Engine.Terminal;

/// <summary>
/// The caller's terminal while it is connected to a container's: each key goes on as it is typed, and the window's size follows. Disposing
/// gives the terminal back.
/// </summary>
public sealed class AttachedTerminal : IDisposable
{
    private readonly RawMode _raw;
    private readonly SignalSubscription _sizes;

    private AttachedTerminal(RawMode raw, SignalSubscription sizes)
    {
        _raw = raw;
        _sizes = sizes;
    }

    /// <summary>Whether a descriptor is a terminal.</summary>
    /// <param name="descriptor">Any open descriptor.</param>
    public static bool IsTerminal(SafeHandle descriptor) => TerminalDevice.IsTerminal(descriptor);

    /// <summary>The size of a terminal's window; null where a descriptor is no terminal, or its window has no size.</summary>
    /// <param name="descriptor">A descriptor.</param>
    public static (int Rows, int Columns)? TryGetSize(SafeHandle descriptor) =>
        TerminalDevice.TryGetSize(descriptor) is { Rows: > 0, Columns: > 0 } size ? (size.Rows, size.Columns) : null;

    /// <summary>Checks detach keys before they are needed.</summary>
    /// <param name="keys">Keys as <see cref="Containers.AttachStreams.DetachKeys"/> takes them.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: a key is unknown.</exception>
    public static void CheckDetachKeys(string keys) => DetachKeys.Parse(keys);

    /// <summary>Connects a terminal: raw mode begins, and its size is passed on now and whenever it changes.</summary>
    /// <param name="terminal">The terminal that is read from; it must stay open until disposed.</param>
    /// <param name="resize">Told rows and columns; on other threads too.</param>
    public static AttachedTerminal Begin(SafeHandle terminal, Action<int, int> resize)
    {
        void PassSizeOn()
        {
            if (TryGetSize(terminal) is { } size) resize(size.Rows, size.Columns);
        }

        var sizes = SignalSubscription.To([Signal.Winch], _ => PassSizeOn());
        try
        {
            PassSizeOn();
            return new AttachedTerminal(RawMode.Enter(terminal), sizes);
        }
        catch
        {
            sizes.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sizes.Dispose();
        _raw.Dispose();
    }
}
