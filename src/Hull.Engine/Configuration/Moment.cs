using System.Globalization;
using Hull.Core;
using Hull.Core.GoSyntax;

namespace Hull.Engine.Configuration;

/// <summary>Moments as Docker and Podman take them in filters and in --since and --until.</summary>
public static class Moment
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-ddK",
    ];

    /// <summary>
    /// Reads a length of time before now in Go's notation (10m, 1h30m), a date with or without time and zone (2026-01-31T10:00:00Z), or
    /// seconds since 1970 with an optional fraction.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="clock">Now, and the zone of a date without one.</param>
    /// <param name="ahead">Whether a length of time counts from now on, as the end of what is still to come does.</param>
    /// <exception cref="EngineException">InvalidArgument: it is none of these.</exception>
    public static DateTimeOffset Read(string text, TimeProvider clock, bool ahead = false)
    {
        if (Seconds(text) is { } moment) return moment;
        if (GoDuration.Read(text, out var nanoseconds) is null) return clock.GetUtcNow() + TimeSpan.FromTicks((ahead ? nanoseconds : -nanoseconds) / 100);
        if (DateTime.TryParseExact(WithTicks(text), Formats, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var date))
        {
            if (date.Kind != DateTimeKind.Unspecified) return new DateTimeOffset(date.ToUniversalTime());
            return new DateTimeOffset(date, clock.LocalTimeZone.GetUtcOffset(date));
        }
        throw new EngineException(
            ErrorKind.InvalidArgument, $"{GoQuote.Text(text)} is no moment", "give a length of time (10m), a date (2026-01-31T10:00:00Z) or seconds since 1970");
    }

    // Go reads a comma for the point too, and any number of digits; a tick is 100 ns.
    private static string WithTicks(string text)
    {
        var point = text.IndexOfAny(['.', ',']);
        if (point < 0) return text;
        var end = point + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        const int DigitsOfTick = 7;
        return $"{text.AsSpan(0, point)}.{text.AsSpan(point + 1, Math.Min(end - point - 1, DigitsOfTick))}{text.AsSpan(end)}";
    }

    private static DateTimeOffset? Seconds(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? "" : text[(point + 1)..];
        if (!long.TryParse(whole, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) || Math.Abs(seconds) > 99_999_999_999) return null;
        if (fraction.AsSpan().ContainsAnyExceptInRange('0', '9') || fraction.Length > 9) return null;
        var ticks = fraction.Length == 0 ? 0 : long.Parse(fraction.PadRight(9, '0')[..7], CultureInfo.InvariantCulture);
        return DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(ticks);
    }
}
