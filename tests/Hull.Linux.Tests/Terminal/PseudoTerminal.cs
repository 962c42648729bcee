using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Tests.Terminal;

/// <summary>Both ends of a pseudo terminal (openpty(3)).</summary>
internal sealed class PseudoTerminal : IDisposable
{
    public PseudoTerminal()
    {
        Assert.Equal(0, openpty(out var controller, out var terminal, 0, 0, 0));
        Controller = new SafeFileHandle(controller, ownsHandle: true);
        Terminal = new SafeFileHandle(terminal, ownsHandle: true);
    }

    public SafeFileHandle Controller { get; }

    public SafeFileHandle Terminal { get; }

    public void Dispose()
    {
        Terminal.Dispose();
        Controller.Dispose();
    }

    [DllImport("libc")]
    private static extern int openpty(out int controller, out int terminal, nint name, nint attributes, nint size);
}
