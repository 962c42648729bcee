using System.Globalization;
using System.Text;

namespace Hull.Core.GoSyntax;

/// <summary>Go's text of a length of time: <c>72h3m0.5s</c>, below a second <c>1.5ms</c>, and <c>0s</c>.</summary>
public static class DurationText
{
    /// <summary>The text of some nanoseconds.</summary>
    public static string Of(long nanoseconds)
    {
        if (nanoseconds == 0) return "0s";
        var sign = nanoseconds < 0 ? "-" : "";
        var magnitude = nanoseconds < 0 ? 0UL - (ulong)nanoseconds : (ulong)nanoseconds;
        return sign + magnitude switch
        {
            < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{magnitude}ns"),
            < 1_000_000 => Decimal(magnitude, 1_000) + "µs",
            < 1_000_000_000 => Decimal(magnitude, 1_000_000) + "ms",
            _ => Long(magnitude),
        };
    }

    private static string Long(ulong nanoseconds)
    {
        var minutes = nanoseconds / 60_000_000_000;
        var text = new StringBuilder();
        if (minutes >= 60) text.Append(CultureInfo.InvariantCulture, $"{minutes / 60}h");
        if (minutes > 0) text.Append(CultureInfo.InvariantCulture, $"{minutes % 60}m");
        return text.Append(Decimal(nanoseconds % 60_000_000_000, 1_000_000_000)).Append('s').ToString();
    }

    /// <summary>A number of units with as many decimals as it takes.</summary>
    private static string Decimal(ulong value, ulong unit)
    {
        var whole = (value / unit).ToString(CultureInfo.InvariantCulture);
        var digits = unit.ToString(CultureInfo.InvariantCulture).Length - 1;
        var fraction = (value % unit).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0').TrimEnd('0');
        return fraction.Length == 0 ? whole : $"{whole}.{fraction}";
    }
}
