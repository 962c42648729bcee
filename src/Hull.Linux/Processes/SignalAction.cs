using Hull.Linux.Native;

namespace Hull.Linux.Processes;

/// <summary>Whether this process ignores a signal, which children and programs it becomes inherit.</summary>
internal static unsafe class SignalAction
{
    // struct sigaction of glibc: the handler, a mask of 128 bytes, flags and the restorer; x86-64 and arm64 agree.
    private const int Size = 152;
    private const nint Default = 0;
    private const nint Ignore = 1;

    public static bool IsIgnored(Signal signal) => HandlerOf(signal) == Ignore;

    public static bool IsDefault(Signal signal) => HandlerOf(signal) == Default;

    /// <summary>Ignores it, or gives it its default action.</summary>
    public static void SetIgnored(Signal signal, bool ignored)
    {
        var action = stackalloc byte[Size];
        new Span<byte>(action, Size).Clear();
        *(nint*)action = ignored ? Ignore : Default;
        Libc.Check(Libc.sigaction(signal.Number, action, null), "sigaction", signal.Name);
    }

    /// <summary>Gives a signal the action that another has.</summary>
    public static void Copy(Signal from, Signal to)
    {
        var action = stackalloc byte[Size];
        Libc.Check(Libc.sigaction(from.Number, null, action), "sigaction", from.Name);
        Libc.Check(Libc.sigaction(to.Number, action, null), "sigaction", to.Name);
    }

    private static nint HandlerOf(Signal signal)
    {
        var action = stackalloc byte[Size];
        Libc.Check(Libc.sigaction(signal.Number, null, action), "sigaction", signal.Name);
        return *(nint*)action;
    }
}
