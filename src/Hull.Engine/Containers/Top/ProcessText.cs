using System.Globalization;
using Hull.Core.GoSyntax;

namespace Hull.Engine.Containers.Top;

/// <summary>Facts of a process as texts, as Podman's top and ps(1) write them.</summary>
internal static class ProcessText
{
    private const double Percent = 100;
    private const uint FirstPseudoTerminalMajor = 136;
    private const uint LastPseudoTerminalMajor = 143;
    private const uint ConsoleMajor = 4;

    /// <summary>A number.</summary>
    public static string Of(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The arguments on one line; what has none is shown by its name in brackets.</summary>
    public static string Arguments(ContainerProcess process) =>
        Shown(process.Arguments.Count > 0 ? string.Join(' ', process.Arguments) : $"[{process.Name}]");

    /// <summary>A text of the process's own choice: what would steer the terminal is a question mark, as in ps.</summary>
    public static string Shown(string text) => text.Any(char.IsControl) ? string.Concat(text.Select(static one => char.IsControl(one) ? '?' : one)) : text;

    /// <summary>CPU used since the start, in percent of one CPU.</summary>
    /// <param name="process">The process.</param>
    /// <param name="format">How many digits.</param>
    public static string CpuPercent(ContainerProcess process, string format) =>
        (process.Elapsed <= TimeSpan.Zero ? 0 : process.CpuTime / process.Elapsed * Percent).ToString(format, CultureInfo.InvariantCulture);

    /// <summary>A length of time as Go writes it.</summary>
    public static string Duration(TimeSpan span) => DurationText.Of(span.Ticks * TimeSpan.NanosecondsPerTick);

    /// <summary>A length of time as ps writes it: [DD-]hh:mm:ss.</summary>
    public static string Clock(TimeSpan span) =>
        (span.Days > 0 ? Of(span.Days) + "-" : "") + span.ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture);

    /// <summary>The terminal, without /dev/; a question mark for none (Documentation/admin-guide/devices.txt).</summary>
    public static string Terminal(ContainerProcess process)
    {
        if (process.Terminal == 0) return "?";
        var major = (process.Terminal >> 8) & 0xfff;
        var minor = (process.Terminal & 0xff) | ((process.Terminal >> 12) & 0xfff00);
        return major switch
        {
            >= FirstPseudoTerminalMajor and <= LastPseudoTerminalMajor => "pts/" + Of(minor + ((major - FirstPseudoTerminalMajor) << 8)),
            ConsoleMajor => "tty" + Of(minor),
            _ => $"{Of(major)}:{Of(minor)}",
        };
    }

    /// <summary>A set of capabilities: none, full, or names without CAP_, sorted.</summary>
    /// <param name="process">The process.</param>
    /// <param name="set">The set's name in /proc/PID/status.</param>
    public static string CapabilitiesOf(ContainerProcess process, string set)
    {
        var bits = process.Capabilities.GetValueOrDefault(set);
        var names = new List<string>();
        for (var number = 0; number < Capabilities.Count; number++)
            if ((bits & (1UL << number)) != 0) names.Add(Capabilities.NameOf(number)["CAP_".Length..]);
        if (names.Count == 0) return "none";
        if (names.Count == Capabilities.Count) return "full";
        names.Sort(StringComparer.Ordinal);
        return string.Join(',', names);
    }

    /// <summary>Seccomp's mode in words.</summary>
    public static string Seccomp(ContainerProcess process) => process.Seccomp switch { 0 => "disabled", 1 => "strict", 2 => "filter", var mode => Of(mode) };
}
