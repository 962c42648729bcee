using System.Globalization;
using Hull.Oci.Runtime;

namespace Hull.Cli.Options.Values;

/// <summary>CPU limits.</summary>
internal static class CpuText
{
    private const ulong Period = 100_000;

    /// <summary>--cpus: so many CPUs, as a quota of a period of 100 ms. 0 is no limit.</summary>
    /// <param name="cpu">The CPU limits so far.</param>
    /// <param name="cpus">How many.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: negative or no number.</exception>
    public static LinuxCpu WithCpus(LinuxCpu? cpu, double cpus)
    {
        if (!(cpus >= 0) || cpus > 1_000_000) throw Wrong.Value($"invalid number of CPUs {cpus.ToString(CultureInfo.InvariantCulture)}: must be 0 or more");
        if (cpus == 0) return cpu ?? new LinuxCpu();
        return (cpu ?? new LinuxCpu()) with { Period = Period, Quota = (long)(cpus * Period) };
    }

    /// <summary>A list of CPUs or memory nodes: 0-3,7.</summary>
    /// <param name="text">The text.</param>
    /// <param name="option">The option's name for the message.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: the list is malformed.</exception>
    public static string ReadSet(string text, string option)
    {
        foreach (var part in text.Split(','))
        {
            var (first, last) = Pair.Cut(part, '-');
            var right = ReadIndex(first, out var low) && (last is null || (ReadIndex(last, out var high) && low <= high));
            if (!right) throw Wrong.Value($"invalid value {text} for --{option}: {part} is neither a number nor a range");
        }
        return text;
    }

    private static bool ReadIndex(string text, out int index) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out index);
}
