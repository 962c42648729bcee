using System.Globalization;

namespace Hull.Engine.Configuration;

/// <summary>Lengths of time in the words of Docker and Podman (go-units): "3 seconds", "About an hour", "2 weeks".</summary>
public static class HumanDuration
{
    private const int HoursOfDay = 24;
    private const int HoursOfWeek = HoursOfDay * 7;
    private const int HoursOfMonth = HoursOfDay * 30;
    private const int HoursOfYear = HoursOfDay * 365;

    /// <summary>The words for a length of time.</summary>
    /// <param name="duration">The length; a negative one is less than a second.</param>
    public static string Of(TimeSpan duration)
    {
        var seconds = (long)duration.TotalSeconds;
        if (seconds < 1) return "Less than a second";
        if (seconds == 1) return "1 second";
        if (seconds < 60) return Count(seconds, "seconds");
        var minutes = seconds / 60;
        if (minutes == 1) return "About a minute";
        if (minutes < 60) return Count(minutes, "minutes");
        var hours = (long)(duration.TotalHours + 0.5);
        return hours switch
        {
            1 => "About an hour",
            < 2 * HoursOfDay => Count(hours, "hours"),
            < 2 * HoursOfWeek => Count(hours / HoursOfDay, "days"),
            < 2 * HoursOfMonth => Count(hours / HoursOfWeek, "weeks"),
            < 2 * HoursOfYear => Count(hours / HoursOfMonth, "months"),
            _ => Count((long)duration.TotalHours / HoursOfYear, "years"),
        };
    }

    private static string Count(long number, string unit) => string.Create(CultureInfo.InvariantCulture, $"{number} {unit}");
}
