using System.Globalization;
using Hull.Core;

namespace Hull.Linux.Processes;

/// <summary>A signal of Linux by its number, 1 to 64; the numbers are the same on x86-64 and arm64 (signal(7)).</summary>
/// <param name="Number">The number, 1 to 64.</param>
public readonly record struct Signal(int Number)
{
#pragma warning disable CS1591 // Named and documented by signal(7).
    public static readonly Signal Hup = new(1);
    public static readonly Signal Int = new(2);
    public static readonly Signal Quit = new(3);
    public static readonly Signal Kill = new(9);
    public static readonly Signal Usr1 = new(10);
    public static readonly Signal Pipe = new(13);
    public static readonly Signal Term = new(15);
    public static readonly Signal Chld = new(17);
    public static readonly Signal Cont = new(18);
    public static readonly Signal Stop = new(19);
    public static readonly Signal Urg = new(23);
    public static readonly Signal Winch = new(28);
#pragma warning restore CS1591

    private const int RealTimeMinimum = 34;
    private const int RealTimeMaximum = 64;

    // Index is the number. 32 and 33 belong to the C library and have no name.
    private static readonly string[] Names =
    [
        "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM", "TERM", "STKFLT",
        "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS",
    ];

    /// <summary>The full name: <c>SIGTERM</c>, <c>SIGRTMIN+3</c>, <c>SIGRTMAX-2</c>; the bare number where there is none.</summary>
    public string Name => Number switch
    {
        >= 1 and < 32 => "SIG" + Names[Number],
        RealTimeMinimum => "SIGRTMIN",
        RealTimeMaximum => "SIGRTMAX",
        > RealTimeMinimum and <= RealTimeMinimum + 15 => string.Create(CultureInfo.InvariantCulture, $"SIGRTMIN+{Number - RealTimeMinimum}"),
        > RealTimeMinimum and < RealTimeMaximum => string.Create(CultureInfo.InvariantCulture, $"SIGRTMAX-{RealTimeMaximum - Number}"),
        _ => Number.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Reads a signal as Podman takes it: <c>SIGTERM</c>, <c>TERM</c>, <c>term</c>, <c>15</c>, <c>-9</c>, <c>RTMIN+2</c>, <c>RTMAX-1</c>.</summary>
    /// <exception cref="EngineException">InvalidArgument: <c>invalid signal: X</c>.</exception>
    public static Signal Parse(string text)
        => TryParse(text, out var signal)
            ? signal
            : throw new EngineException(ErrorKind.InvalidArgument, $"invalid signal: {text}", "give a name such as SIGTERM or a number from 1 to 64");

    /// <summary>As <see cref="Parse"/>; false if it is none.</summary>
    public static bool TryParse(string text, out Signal signal)
    {
        signal = default;
        var name = text.StartsWith('-') ? text[1..] : text;
        if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return TryNumber(number, out signal);

        name = name.ToUpperInvariant();
        if (name.StartsWith("SIG", StringComparison.Ordinal)) name = name[3..];
        return TryNumber(NumberOf(name), out signal);
    }

    /// <summary>The full name.</summary>
    public override string ToString() => Name;

    private static bool TryNumber(int number, out Signal signal)
    {
        signal = new Signal(number);
        return number is >= 1 and <= RealTimeMaximum;
    }

    private static int NumberOf(string name) => name switch
    {
        "" => 0,
        "CLD" => Chld.Number,
        "IOT" => 6,
        "POLL" => 29,
        "RTMIN" => RealTimeMinimum,
        "RTMAX" => RealTimeMaximum,
        _ when name.StartsWith("RTMIN+", StringComparison.Ordinal) => RealTimeMinimum + Offset(name, 15),
        _ when name.StartsWith("RTMAX-", StringComparison.Ordinal) => RealTimeMaximum - Offset(name, 14),
        _ => Array.IndexOf(Names, name),
    };

    /// <summary>The number behind RTMIN+ or RTMAX-; one that leads out of the range when it is malformed.</summary>
    private static int Offset(string name, int largest)
        => int.TryParse(name.AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture, out var offset) && offset >= 1 && offset <= largest
            ? offset
            : name[3] == 'A' ? int.MaxValue : RealTimeMaximum;
}
