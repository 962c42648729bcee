using System.Runtime.InteropServices;
using Hull.Core;
using Hull.Linux.Native;

namespace Hull.Linux.Terminal;

/// <summary>What a terminal can be asked and told.</summary>
public static unsafe class TerminalDevice
{
    /// <summary>Whether a descriptor is a terminal (isatty(3)).</summary>
    public static bool IsTerminal(SafeHandle descriptor)
    {
        Libc.TerminalAttributes attributes;
        return Libc.ioctl(descriptor, Libc.TCGETS, &attributes) == 0;
    }

    /// <summary>The window's size; null if it is no terminal.</summary>
    public static TerminalSize? TryGetSize(SafeHandle descriptor)
    {
        Libc.WindowSize size;
        return Libc.ioctl(descriptor, Libc.TIOCGWINSZ, &size) == 0 ? new TerminalSize(size.Rows, size.Columns) : null;
    }

    /// <summary>Sets the window's size; its foreground processes get SIGWINCH.</summary>
    /// <exception cref="EngineException">It is no terminal.</exception>
    public static void SetSize(SafeHandle descriptor, TerminalSize size)
    {
        var raw = new Libc.WindowSize { Rows = size.Rows, Columns = size.Columns };
        Libc.Check(Libc.ioctl(descriptor, Libc.TIOCSWINSZ, &raw), "ioctl", "TIOCSWINSZ");
    }
}
