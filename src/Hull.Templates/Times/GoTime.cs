using System.Globalization;
using System.Text.RegularExpressions;

namespace Hull.Templates.Times;

/// <summary>
/// A moment as Go's time.Time holds it: wall clock, nanoseconds, the zone's offset and its abbreviation (empty where only the offset is
/// known).
/// </summary>
internal sealed partial record GoTime
{
    private const string Pattern =
        "^(?<clock>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})([.,](?<fraction>[0-9]+))?(?<zone>Z|[+-][0-9]{2}:[0-9]{2})$";

    /// <summary>The wall clock in the time's own zone, whole seconds.</summary>
    public required DateTime Clock { get; init; }

    /// <summary>Nanoseconds within the second.</summary>
    public int Nanosecond { get; init; }

    /// <summary>Seconds east of UTC.</summary>
    public int Offset { get; init; }

    /// <summary>The zone's abbreviation.</summary>
    public string Zone { get; init; } = "UTC";

    /// <summary>Go's zero time, 1 January of year 1.</summary>
    public static GoTime Zero { get; } = new() { Clock = DateTime.MinValue };

    /// <summary>Whether it is the zero time.</summary>
    public bool IsZero => UnixSeconds == Zero.UnixSeconds && Nanosecond == 0;

    /// <summary>Seconds since 1970 in UTC.</summary>
    public long UnixSeconds => ((Clock.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond) - Offset;

    /// <summary>Nanoseconds since 1970 in UTC.</summary>
    public long UnixNanoseconds => unchecked((UnixSeconds * 1_000_000_000) + Nanosecond);

    /// <summary>Takes over a .NET moment with its offset.</summary>
    public static GoTime From(DateTimeOffset value)
    {
        var subsecond = (int)(value.Ticks % TimeSpan.TicksPerSecond);
        var clock = new DateTime(value.Ticks - subsecond);
        if (value.Offset == TimeSpan.Zero) return new GoTime { Clock = clock, Nanosecond = subsecond * 100 };
        return Zoned(clock, subsecond * 100, (int)value.Offset.TotalSeconds);
    }

    /// <summary>Reads RFC 3339, up to nine digits of a second; null for any other text.</summary>
    public static GoTime? Parse(string text)
    {
        var match = Rfc3339().Match(text);
        if (!match.Success) return null;
        if (!DateTime.TryParseExact(
            match.Groups["clock"].Value, "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock)) return null;
        var fraction = match.Groups["fraction"].Value.PadRight(9, '0')[..9];
        var nanosecond = int.Parse(fraction, CultureInfo.InvariantCulture);
        var zone = match.Groups["zone"].Value;
        if (zone == "Z") return new GoTime { Clock = clock, Nanosecond = nanosecond };
        var hours = int.Parse(zone.AsSpan(1, 2), CultureInfo.InvariantCulture);
        var minutes = int.Parse(zone.AsSpan(4, 2), CultureInfo.InvariantCulture);
        if (hours > 24 || minutes > 60) return null;
        return Zoned(clock, nanosecond, ((hours * 60) + minutes) * (zone[0] == '-' ? -60 : 60));
    }

    /// <summary>The same moment in UTC.</summary>
    public GoTime ToUtc() => At(0, "UTC");

    /// <summary>The same moment in the machine's zone.</summary>
    public GoTime ToLocal()
    {
        var utc = ToUtc();
        var offset = (int)TimeZoneInfo.Local.GetUtcOffset(DateTime.SpecifyKind(utc.Clock, DateTimeKind.Utc)).TotalSeconds;
        var local = utc.At(offset, "");
        return Zoned(local.Clock, local.Nanosecond, offset);
    }

    /// <summary>A moment some nanoseconds later.</summary>
    public GoTime Add(long nanoseconds)
    {
        var total = Nanosecond + (nanoseconds % 1_000_000_000);
        var seconds = (nanoseconds / 1_000_000_000) + (total < 0 ? -1 : total / 1_000_000_000);
        return this with { Clock = Shift(seconds), Nanosecond = (int)((total + 1_000_000_000) % 1_000_000_000) };
    }

    /// <summary>The nanoseconds from another moment to this one, held within what a duration can hold.</summary>
    public long Since(GoTime other)
    {
        var exact = ((Int128)(UnixSeconds - other.UnixSeconds) * 1_000_000_000) + Nanosecond - other.Nanosecond;
        return (long)Int128.Clamp(exact, long.MinValue, long.MaxValue);
    }

    /// <summary>Less than zero, zero or more than zero as this moment is before, at or after another.</summary>
    public int CompareTo(GoTime other) => (UnixSeconds, Nanosecond).CompareTo((other.UnixSeconds, other.Nanosecond));

    private GoTime At(int offset, string zone) => this with { Clock = Shift(offset - Offset), Offset = offset, Zone = zone };

    private DateTime Shift(long seconds)
    {
        if (Math.Abs(seconds) > TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerSecond) throw OutOfRange();
        var ticks = Clock.Ticks + (seconds * TimeSpan.TicksPerSecond);
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks ? new DateTime(ticks) : throw OutOfRange();
    }

    private static TemplateFunctionException OutOfRange() => new("year outside of range [1,9999]");

    /// <summary>Names the zone where the machine's own has that offset at that moment, as Go does when it reads a time.</summary>
    private static GoTime Zoned(DateTime clock, int nanosecond, int offset)
    {
        var time = new GoTime { Clock = clock, Nanosecond = nanosecond, Offset = offset, Zone = "" };
        var utcTicks = clock.Ticks - (offset * TimeSpan.TicksPerSecond);
        if (utcTicks < 0 || utcTicks > DateTime.MaxValue.Ticks) return time;
        var utc = new DateTime(utcTicks, DateTimeKind.Utc);
        var local = TimeZoneInfo.Local;
        if ((int)local.GetUtcOffset(utc).TotalSeconds != offset) return time;
        if (local.Id == "UTC") return time with { Zone = "UTC" };
        // Without globalization data these are the abbreviations of the zone file, where it has some.
        var name = local.IsDaylightSavingTime(utc) ? local.DaylightName : local.StandardName;
        return time with { Zone = Abbreviation().IsMatch(name) ? name : "" };
    }

    [GeneratedRegex(Pattern, RegexOptions.CultureInvariant)]
    private static partial Regex Rfc3339();

    [GeneratedRegex("^([A-Z]{3,5}|[+-][0-9]{2,4})$", RegexOptions.CultureInvariant)]
    private static partial Regex Abbreviation();
}
