using System.Globalization;

namespace Hull.Cli.Options.Values;

/// <summary>Signals by number or name, as signal(7) has them: 15, TERM, SIGTERM, sigterm, RTMIN+3, RTMAX-1.</summary>
internal static class SignalText
{
    private const int RealTimeLeast = 34;
    private const int RealTimeMost = 64;

    private static readonly string[] Names =
    [
        "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD",
        "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS",
    ];

    /// <summary>Reads a signal's number. A dash in front is allowed, as in kill(1).</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: there is no such signal.</exception>
    public static int Read(string text)
    {
        var word = text.StartsWith('-') ? text[1..] : text;
        if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number is >= 1 and <= RealTimeMost ? number : throw Wrong.Value(number == 0 ? $"invalid signal: {word}" : "valid signals are 1 through 64");
        var name = word.ToUpperInvariant();
        if (name.StartsWith("SIG", StringComparison.Ordinal)) name = name[3..];
        var index = name.Length == 0 ? -1 : Array.IndexOf(Names, name);
        if (index > 0) return index;
        return name switch
        {
            "IOT" => 6,
            "CLD" => 17,
            "POLL" => 29,
            "RTMIN" => RealTimeLeast,
            "RTMAX" => RealTimeMost,
            _ => ReadRealTime(name) ?? throw Wrong.Value($"invalid signal: {word}"),
        };
    }

    private static int? ReadRealTime(string name)
    {
        var (start, sign) = name.StartsWith("RTMIN+", StringComparison.Ordinal) ? (RealTimeLeast, 1)
            : name.StartsWith("RTMAX-", StringComparison.Ordinal) ? (RealTimeMost, -1)
            : (0, 0);
        if (sign == 0 || !int.TryParse(name.AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture, out var offset)) return null;
        return offset <= RealTimeMost - RealTimeLeast ? start + (sign * offset) : null;
    }
}
