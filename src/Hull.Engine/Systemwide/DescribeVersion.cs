using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using Hull.Engine.Containers;

namespace Hull.Engine.Systemwide;

/// <summary>This build's version.</summary>
internal static class DescribeVersion
{
    // C's asctime(3), which Go calls ANSIC: the day is padded by a blank.
    private const string TimeFormat = "ddd MMM {0,2} HH:mm:ss yyyy";

    /// <summary>Describes it.</summary>
    /// <param name="zone">The time zone that the time of the build is told in.</param>
    public static InfoVersion Of(TimeZoneInfo zone)
    {
        var built = BuiltSeconds();
        return new InfoVersion
        {
            ApiVersion = EngineVersion.LibpodApi,
            Version = EngineVersion.Text,
            GoVersion = RuntimeInformation.FrameworkDescription,
            GitCommit = Commit(),
            Built = built,
            BuiltTime = Asctime(TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(built), zone)),
            OsArch = "linux/" + HostFacts.MachineArchitecture,
        };
    }

    /// <summary>A time as asctime(3) writes it.</summary>
    public static string Asctime(DateTimeOffset time) => time.ToString(
        TimeFormat.Replace("{0,2}", time.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2), StringComparison.Ordinal), CultureInfo.InvariantCulture);

    // The SDK appends the commit to the informational version: 0.1.0+0123….
    private static string Commit()
    {
        var version = typeof(DescribeVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
        var plus = version.IndexOf('+', StringComparison.Ordinal);
        return plus < 0 ? "" : version[(plus + 1)..];
    }

    // SOURCE_DATE_EPOCH at build time (reproducible-builds.org), by the project file.
    private static long BuiltSeconds()
    {
        foreach (var metadata in typeof(DescribeVersion).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>())
        {
            if (metadata.Key == "Built" && long.TryParse(metadata.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return seconds;
        }
        return 0;
    }
}
