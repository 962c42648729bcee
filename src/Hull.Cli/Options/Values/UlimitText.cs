using Hull.Cli.CommandLine.GoSyntax;
using Hull.Core.GoSyntax;
using Hull.Oci.Runtime;

namespace Hull.Cli.Options.Values;

/// <summary>--ulimit NAME=SOFT[:HARD], -1 being unlimited, or the single word host.</summary>
internal static class UlimitText
{
    private const string Prefix = "rlimit_";

    private static readonly string[] Names =
    [
        "core", "cpu", "data", "fsize", "locks", "memlock", "msgqueue", "nice", "nofile", "nproc", "rss", "rtprio", "rttime", "sigpending", "stack",
    ];

    /// <summary>Reads all values; the last of a name counts. "host" gives an empty list: the limits of the host's process are kept.</summary>
    /// <param name="texts">The texts.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: a value is malformed, or a soft limit is above its hard limit.</exception>
    public static IReadOnlyList<PosixRlimit> ReadAll(string[] texts)
    {
        if (Array.IndexOf(texts, "host") >= 0) return [];
        var limits = new List<PosixRlimit>();
        foreach (var text in texts)
        {
            var limit = Read(text);
            limits.RemoveAll(other => other.Type == limit.Type);
            limits.Add(limit);
        }
        return limits;
    }

    private static PosixRlimit Read(string text)
    {
        var lowered = text.ToLowerInvariant();
        if (lowered.StartsWith(Prefix, StringComparison.Ordinal)) lowered = lowered[Prefix.Length..];
        var about = $"ulimit option {GoQuote.Text(lowered)} requires name=SOFT:HARD, failed to be parsed";
        var (name, value) = Pair.Cut(lowered);
        if (value is null) throw Wrong.Value($"{about}: invalid ulimit argument: {lowered}");
        if (Array.IndexOf(Names, name) < 0) throw Wrong.Value($"{about}: invalid ulimit type: {name}", $"the limits are {string.Join(", ", Names)}");
        var parts = value.Split(':');
        if (parts.Length > 2) throw Wrong.Value($"{about}: too many limit value arguments - {value}, can only have up to two, `soft[:hard]`");
        var soft = ReadLimit(parts[0], about);
        var hard = parts.Length == 2 ? ReadLimit(parts[1], about) : soft;
        if (soft > hard) throw Wrong.Value($"{about}: ulimit soft limit must be less than or equal to hard limit: soft: {Shown(soft)}, hard: {Shown(hard)}");
        return new PosixRlimit { Type = "RLIMIT_" + name.ToUpperInvariant(), Soft = soft, Hard = hard };
    }

    private static ulong ReadLimit(string text, string about)
    {
        Wrong.If(GoNumber.ReadInt(text, 10, 64, out var value), about);
        if (value < -1) throw Wrong.Value($"{about}: {text} is negative: use -1 for unlimited");
        return value == -1 ? ulong.MaxValue : (ulong)value;
    }

    private static string Shown(ulong limit) =>
        limit == ulong.MaxValue ? "-1 (unlimited)" : limit.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
