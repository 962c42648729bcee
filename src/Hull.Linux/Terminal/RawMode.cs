using System.Runtime.InteropServices;
using Hull.Core;
using Hull.Linux.Native;

namespace Hull.Linux.Terminal;

/// <summary>
/// A terminal that hands on each byte as it is typed: no echo, no lines, no signals from keys, no changes to output (cfmakeraw(3)).
/// Disposing gives it back as it was.
/// </summary>
public sealed unsafe class RawMode : IDisposable
{
    // termios(3), values of asm-generic/termbits.h: IGNBRK BRKINT PARMRK ISTRIP INLCR IGNCR ICRNL IXON.
    private const uint InputTranslation = 0x1 | 0x2 | 0x8 | 0x20 | 0x40 | 0x80 | 0x100 | 0x400;

    // OPOST.
    private const uint OutputProcessing = 0x1;

    // CSIZE PARENB; CS8.
    private const uint CharacterFormat = 0x30 | 0x100;
    private const uint EightBits = 0x30;

    // ISIG ICANON ECHO ECHONL IEXTEN.
    private const uint LineDiscipline = 0x1 | 0x2 | 0x8 | 0x40 | 0x8000;
    private const int TimeIndex = 5;
    private const int MinimumIndex = 6;

    private readonly SafeHandle _terminal;
    private readonly Libc.TerminalAttributes _before;
    private int _isRestored;

    private RawMode(SafeHandle terminal, Libc.TerminalAttributes before)
    {
        _terminal = terminal;
        _before = before;
    }

    /// <summary>Switches a terminal to raw mode.</summary>
    /// <param name="terminal">A descriptor of it, which must stay open until disposed.</param>
    /// <exception cref="EngineException">It is no terminal.</exception>
    public static RawMode Enter(SafeHandle terminal)
    {
        Libc.TerminalAttributes before;
        Libc.Check(Libc.ioctl(terminal, Libc.TCGETS, &before), "ioctl", "TCGETS");
        var raw = before;
        raw.Input &= ~InputTranslation;
        raw.Output &= ~OutputProcessing;
        raw.Control = (raw.Control & ~CharacterFormat) | EightBits;
        raw.Local &= ~LineDiscipline;
        raw.Characters[MinimumIndex] = 1;
        raw.Characters[TimeIndex] = 0;
        Libc.Check(Libc.ioctl(terminal, Libc.TCSETS, &raw), "ioctl", "TCSETS");
        return new RawMode(terminal, before);
    }

    /// <summary>Gives the terminal back; one that has hung up meanwhile needs nothing.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isRestored, 1) != 0 || _terminal.IsClosed) return;
        var before = _before;
        _ = Libc.ioctl(_terminal, Libc.TCSETS, &before);
    }
}
