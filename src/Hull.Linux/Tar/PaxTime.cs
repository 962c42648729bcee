using System.Globalization;
using System.Text;

namespace Hull.Linux.Tar;

/// <summary>Times of extended headers: decimal seconds with any number of digits behind the point (pax(1), "mtime").</summary>
internal static class PaxTime
{
    private const int Digits = 9;

    /// <summary>Reads "1700000000.25", "-0.5"; what is finer than a nanosecond is cut off. False if it is no such number.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out UnixTime time)
    {
        time = default;
        var negative = text.StartsWith("-"u8);
        if (negative) text = text[1..];
        var point = text.IndexOf((byte)'.');
        var whole = point < 0 ? text : text[..point];
        if (!TryParseDigits(whole, out var seconds)) return false;
        if (!TryParseFraction(point < 0 ? default : text[(point + 1)..], out var nanoseconds)) return false;
        time = negative ? Negate(seconds, nanoseconds) : new UnixTime(seconds, nanoseconds);
        return true;
    }

    /// <summary>The shortest form that reads back as the same time.</summary>
    public static string Format(UnixTime time)
    {
        var (negative, seconds, nanoseconds) = (time.Seconds < 0, time.Seconds, time.Nanoseconds);
        if (negative && nanoseconds > 0) (seconds, nanoseconds) = (seconds + 1, 1_000_000_000 - nanoseconds);
        var text = new StringBuilder(negative ? "-" : "").Append(CultureInfo.InvariantCulture, $"{(Int128)seconds * (negative ? -1 : 1)}");
        if (nanoseconds > 0) text.Append('.').Append(nanoseconds.ToString("d9", CultureInfo.InvariantCulture).TrimEnd('0'));
        return text.ToString();
    }

    private static UnixTime Negate(long seconds, int nanoseconds)
        => nanoseconds == 0 ? new UnixTime(-seconds) : new UnixTime(-seconds - 1, 1_000_000_000 - nanoseconds);

    private static bool TryParseDigits(ReadOnlySpan<byte> digits, out long value)
        => long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private static bool TryParseFraction(ReadOnlySpan<byte> digits, out int nanoseconds)
    {
        nanoseconds = 0;
        if (digits.ContainsAnyExceptInRange((byte)'0', (byte)'9')) return false;
        for (var i = 0; i < Digits; i++) nanoseconds = (nanoseconds * 10) + (i < digits.Length ? digits[i] - '0' : 0);
        return true;
    }
}
