using System.Buffers;

namespace Hull.Core.GoSyntax;

/// <summary>Durations as Go's time.ParseDuration reads them: <c>1h30m</c>, <c>1.5s</c>, <c>300ms</c>, <c>-2m</c>, <c>0</c>.</summary>
public static class GoDuration
{
    private static readonly SearchValues<char> DigitsAndPoint = SearchValues.Create(".0123456789");

    /// <summary>Reads a duration; returns null, or what is wrong in Go's words.</summary>
    /// <param name="text">The text.</param>
    /// <param name="nanoseconds">The duration in nanoseconds.</param>
    public static string? Read(string text, out long nanoseconds)
    {
        nanoseconds = 0;
        var negative = text.StartsWith('-');
        var rest = negative || text.StartsWith('+') ? text.AsSpan(1) : text;
        if (rest is "0") return null;
        if (rest.IsEmpty) return Invalid(text);

        Int128 total = 0;
        while (!rest.IsEmpty)
        {
            var failure = ReadTerm(text, ref rest, out var term);
            if (failure is not null) return failure;
            total += term;
            if (total > (Int128)long.MaxValue + 1) return Invalid(text);
        }
        if (negative) total = -total;
        if (total > long.MaxValue) return Invalid(text);
        nanoseconds = (long)total;
        return null;
    }

    private static string? ReadTerm(string text, ref ReadOnlySpan<char> rest, out Int128 nanoseconds)
    {
        nanoseconds = 0;
        var wholeLength = DigitsAt(rest);
        var whole = rest[..wholeLength];
        rest = rest[wholeLength..];
        ReadOnlySpan<char> fraction = default;
        if (!rest.IsEmpty && rest[0] == '.')
        {
            rest = rest[1..];
            var fractionLength = DigitsAt(rest);
            fraction = rest[..fractionLength];
            rest = rest[fractionLength..];
        }
        if (whole.IsEmpty && fraction.IsEmpty) return Invalid(text);

        var unitLength = rest.IndexOfAny(DigitsAndPoint);
        var unit = unitLength < 0 ? rest : rest[..unitLength];
        rest = rest[unit.Length..];
        if (unit.IsEmpty) return $"time: missing unit in duration {GoQuote.Text(text)}";
        var scale = ScaleOf(unit);
        if (scale == 0) return $"time: unknown unit {GoQuote.Text(unit.ToString())} in duration {GoQuote.Text(text)}";

        foreach (var digit in whole)
        {
            nanoseconds = (nanoseconds * 10) + (digit - '0');
            if (nanoseconds > (Int128)long.MaxValue + 1) return Invalid(text);
        }
        nanoseconds *= scale;
        // A digit below a nanosecond counts for nothing, as in Go.
        var step = (double)scale;
        var part = 0d;
        foreach (var digit in fraction)
        {
            step /= 10;
            part += (digit - '0') * step;
        }
        nanoseconds += (long)(part + 1e-6);
        return null;
    }

    private static int DigitsAt(ReadOnlySpan<char> text)
    {
        var length = text.IndexOfAnyExceptInRange('0', '9');
        return length < 0 ? text.Length : length;
    }

    private static long ScaleOf(ReadOnlySpan<char> unit) => unit switch
    {
        "ns" => 1,
        "us" or "µs" or "μs" => 1_000,
        "ms" => 1_000_000,
        "s" => 1_000_000_000,
        "m" => 60_000_000_000,
        "h" => 3_600_000_000_000,
        _ => 0,
    };

    private static string Invalid(string text) => $"time: invalid duration {GoQuote.Text(text)}";
}
