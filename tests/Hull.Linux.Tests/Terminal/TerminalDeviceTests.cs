using System.Runtime.InteropServices;
using System.Text;
using Hull.Core;
using Hull.Linux.Descriptors;
using Hull.Linux.Native;
using Hull.Linux.Processes;
using Hull.Linux.Terminal;

namespace Hull.Linux.Tests.Terminal;

public sealed class TerminalDeviceTests
{
    // What stty says of the terminal: its own view, not ours.
    private static string Settings(PseudoTerminal pty) => RunAndCapture.Run(new SpawnRequest
    {
        Program = "stty",
        Arguments = ["-g"],
        Descriptors = new Dictionary<int, SafeHandle> { [0] = pty.Terminal },
    }).OutputText;

    [Fact]
    public void Knows_a_terminal_from_a_pipe()
    {
        using var pty = new PseudoTerminal();
        using var pipe = Pipe.Create();
        Assert.True(TerminalDevice.IsTerminal(pty.Terminal));
        Assert.False(TerminalDevice.IsTerminal(pipe.Reader));
        Assert.Null(TerminalDevice.TryGetSize(pipe.Reader));
        Assert.Throws<EngineException>(() => TerminalDevice.SetSize(pipe.Reader, new TerminalSize(1, 1)));
        Assert.Throws<EngineException>(() => RawMode.Enter(pipe.Reader));
    }

    [Fact]
    public void Sets_and_gets_the_size()
    {
        using var pty = new PseudoTerminal();
        TerminalDevice.SetSize(pty.Controller, new TerminalSize(41, 132));
        Assert.Equal(new TerminalSize(41, 132), TerminalDevice.TryGetSize(pty.Terminal));
        var stty = RunAndCapture.Run(new SpawnRequest { Program = "stty", Arguments = ["size"], Descriptors = new Dictionary<int, SafeHandle> { [0] = pty.Terminal } });
        Assert.Equal("41 132\n", stty.OutputText);
    }

    [Fact]
    public void Raw_mode_is_stty_s_and_is_undone()
    {
        using var pty = new PseudoTerminal();
        using var reference = new PseudoTerminal();
        var before = Settings(pty);
        RunAndCapture.Run(new SpawnRequest
        {
            Program = "stty",
            Arguments = ["raw", "-echo", "-echonl", "-iexten", "-parenb", "cs8"],
            Descriptors = new Dictionary<int, SafeHandle> { [0] = reference.Terminal },
        });
        using (RawMode.Enter(pty.Terminal))
        {
            // stty raw clears some input flags that cfmakeraw leaves; the fields are input:output:control:local:characters.
            var mine = Settings(pty).Split(':');
            var theirs = Settings(reference).Split(':');
            Assert.Equal(theirs[1..3], mine[1..3]);
            const uint handled = 0x1 | 0x2 | 0x8 | 0x20 | 0x40 | 0x80 | 0x100 | 0x400;
            Assert.Equal(0u, Convert.ToUInt32(mine[0], 16) & handled);
            Assert.Equal(0u, Convert.ToUInt32(mine[3], 16) & (0x1 | 0x2 | 0x8 | 0x40 | 0x8000));
            Assert.Equal(("1", "0"), (mine[4 + 6], mine[4 + 5]));
        }

        Assert.Equal(before, Settings(pty));
    }

    [Fact]
    public void Raw_terminal_passes_every_byte_at_once_and_does_not_echo()
    {
        using var pty = new PseudoTerminal();
        using var raw = RawMode.Enter(pty.Terminal);
        var typed = Enumerable.Range(0, 256).Select(i => (byte)i).ToArray();
        Libc.Write(pty.Controller, typed);
        var buffer = new byte[512];
        var received = new List<byte>();
        while (received.Count < 256) received.AddRange(buffer[..Libc.Read(pty.Terminal, buffer)]);
        Assert.Equal(typed, received);
        Assert.False(ReadinessLoop.IsReady(pty.Controller, Readiness.Read));
        Libc.Write(pty.Terminal, "a\nb"u8);
        Assert.Equal("a\nb", Encoding.ASCII.GetString(buffer, 0, Libc.Read(pty.Controller, buffer)));
    }

    [Fact]
    public void Giving_back_a_terminal_that_is_gone_is_no_error()
    {
        var pty = new PseudoTerminal();
        var raw = RawMode.Enter(pty.Terminal);
        pty.Controller.Dispose();
        raw.Dispose();
        raw.Dispose();
        pty.Dispose();
        Assert.True(pty.Terminal.IsClosed);
    }
}
