using System.Globalization;
using System.Text;

namespace Hull.Templates.Times;

/// <summary>Go's time layouts: the text of the moment Mon Jan 2 15:04:05 MST 2006 stands for the format (package time, "Layout").</summary>
internal static class TimeLayout
{
    /// <summary>The layout of Time.String.</summary>
    public const string Default = "2006-01-02 15:04:05.999999999 -0700 MST";

    /// <summary>The layout of times in JSON.</summary>
    public const string Rfc3339Nano = "2006-01-02T15:04:05.999999999Z07:00";

    // Longer elements come before those that they begin with.
    private static readonly (string Text, Func<GoTime, string> Show)[] Elements =
    [
        ("January", t => t.Clock.ToString("MMMM", CultureInfo.InvariantCulture)),
        ("Jan", t => t.Clock.ToString("MMM", CultureInfo.InvariantCulture)),
        ("Monday", t => t.Clock.DayOfWeek.ToString()),
        ("Mon", t => t.Clock.DayOfWeek.ToString()[..3]),
        ("MST", t => t.Zone.Length > 0 ? t.Zone : Offset(t, "", 2)),
        ("002", t => t.Clock.DayOfYear.ToString("000", CultureInfo.InvariantCulture)),
        ("01", t => Two(t.Clock.Month)),
        ("02", t => Two(t.Clock.Day)),
        ("03", t => Two(Hour12(t))),
        ("04", t => Two(t.Clock.Minute)),
        ("05", t => Two(t.Clock.Second)),
        ("06", t => Two(t.Clock.Year % 100)),
        ("15", t => Two(t.Clock.Hour)),
        ("1", t => t.Clock.Month.ToString(CultureInfo.InvariantCulture)),
        ("2006", t => t.Clock.Year.ToString("0000", CultureInfo.InvariantCulture)),
        ("2", t => t.Clock.Day.ToString(CultureInfo.InvariantCulture)),
        ("_2006", t => "_" + t.Clock.Year.ToString("0000", CultureInfo.InvariantCulture)),
        ("__2", t => t.Clock.DayOfYear.ToString(CultureInfo.InvariantCulture).PadLeft(3)),
        ("_2", t => t.Clock.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2)),
        ("3", t => Hour12(t).ToString(CultureInfo.InvariantCulture)),
        ("4", t => t.Clock.Minute.ToString(CultureInfo.InvariantCulture)),
        ("5", t => t.Clock.Second.ToString(CultureInfo.InvariantCulture)),
        ("PM", t => t.Clock.Hour >= 12 ? "PM" : "AM"),
        ("pm", t => t.Clock.Hour >= 12 ? "pm" : "am"),
        ("-07:00:00", t => Offset(t, ":", 3)),
        ("-07:00", t => Offset(t, ":", 2)),
        ("-070000", t => Offset(t, "", 3)),
        ("-0700", t => Offset(t, "", 2)),
        ("-07", t => Offset(t, "", 1)),
        ("Z07:00:00", t => t.Offset == 0 ? "Z" : Offset(t, ":", 3)),
        ("Z07:00", t => t.Offset == 0 ? "Z" : Offset(t, ":", 2)),
        ("Z070000", t => t.Offset == 0 ? "Z" : Offset(t, "", 3)),
        ("Z0700", t => t.Offset == 0 ? "Z" : Offset(t, "", 2)),
        ("Z07", t => t.Offset == 0 ? "Z" : Offset(t, "", 1)),
    ];

    /// <summary>The text of a moment by a layout.</summary>
    public static string Format(GoTime time, string layout)
    {
        var text = new StringBuilder();
        for (var at = 0; at < layout.Length;)
        {
            var fraction = FractionLength(layout, at);
            if (fraction > 0)
            {
                AppendFraction(text, time, layout[at], layout[at + 1], fraction - 1);
                at += fraction;
                continue;
            }
            var element = Element(layout, at);
            if (element.Text is null) text.Append(layout[at++]);
            else
            {
                text.Append(element.Show(time));
                at += element.Text.Length;
            }
        }
        return text.ToString();
    }

    private static (string Text, Func<GoTime, string> Show) Element(string layout, int at)
    {
        var rest = layout.AsSpan(at);
        foreach (var element in Elements)
        {
            if (!rest.StartsWith(element.Text, StringComparison.Ordinal)) continue;
            // "Jan" and "Mon" are no elements inside a longer word such as "Monte".
            if (element.Text is "Jan" or "Mon" && rest.Length > 3 && char.IsAsciiLetterLower(rest[3])) continue;
            return element;
        }
        return default;
    }

    /// <summary>The length of a fraction of a second (".000", ",999"), or 0: a point and a run of one digit that no other digit follows.</summary>
    private static int FractionLength(string layout, int at)
    {
        if (layout[at] is not ('.' or ',') || at + 1 >= layout.Length || layout[at + 1] is not ('0' or '9')) return 0;
        var end = at + 1;
        while (end < layout.Length && layout[end] == layout[at + 1]) end++;
        return end < layout.Length && char.IsAsciiDigit(layout[end]) ? 0 : end - at;
    }

    private static void AppendFraction(StringBuilder text, GoTime time, char point, char kind, int digits)
    {
        var fraction = time.Nanosecond.ToString("000000000", CultureInfo.InvariantCulture).PadRight(digits, '0')[..digits];
        if (kind == '9') fraction = fraction.TrimEnd('0');
        if (fraction.Length > 0) text.Append(point).Append(fraction);
    }

    private static int Hour12(GoTime time) => time.Clock.Hour % 12 == 0 ? 12 : time.Clock.Hour % 12;

    private static string Two(int value) => value.ToString("00", CultureInfo.InvariantCulture);

    /// <summary>The zone's offset: hours, minutes and seconds, as many as are asked for.</summary>
    private static string Offset(GoTime time, string separator, int parts)
    {
        var magnitude = Math.Abs(time.Offset);
        string[] units = [Two(magnitude / 3600), Two(magnitude / 60 % 60), Two(magnitude % 60)];
        return (time.Offset < 0 ? "-" : "+") + string.Join(separator, units[..parts]);
    }
}
