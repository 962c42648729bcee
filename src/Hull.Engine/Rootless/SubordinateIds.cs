using System.Globalization;
using Hull.Core;
using Hull.Linux;
using Hull.Linux.Processes;

namespace Hull.Engine.Rootless;

/// <summary>
/// The subordinate ids of a user: /etc/subuid and /etc/subgid (subuid(5)), or whatever else nsswitch.conf(5) names for `subid`, which
/// getsubids(1) asks.
/// </summary>
internal static class SubordinateIds
{
    private const int LargestFile = 4 * 1024 * 1024;

    /// <summary>The user ids.</summary>
    /// <exception cref="EngineException">InvalidArgument: two of the user's ranges overlap.</exception>
    public static IReadOnlyList<SubordinateRange> OfUsers(string name, uint id) => Of(name, id, "/etc/subuid", []);

    /// <summary>The group ids.</summary>
    /// <exception cref="EngineException">InvalidArgument: two of the user's ranges overlap.</exception>
    public static IReadOnlyList<SubordinateRange> OfGroups(string name, uint id) => Of(name, id, "/etc/subgid", ["-g"]);

    /// <summary>All lines of a file: owner and range. Lines of another form are skipped, as newuidmap(1) does.</summary>
    internal static IEnumerable<(string Owner, SubordinateRange Range)> Parse(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            var fields = line.Trim().Split(':');
            if (fields.Length != 3 || fields[0].Length == 0 || fields[0][0] == '#') continue;
            if (TryParse(fields[1], out var start) && TryParse(fields[2], out var count) && count > 0) yield return (fields[0], new SubordinateRange(start, count));
        }
    }

    /// <summary>The ranges of one user, by name or by number.</summary>
    /// <exception cref="EngineException">InvalidArgument: two of them overlap, which the kernel refuses in one map.</exception>
    internal static IReadOnlyList<SubordinateRange> Select(string text, string file, string name, uint id)
    {
        var number = id.ToString(CultureInfo.InvariantCulture);
        var own = Parse(text).Where(line => line.Owner == name || line.Owner == number).Select(line => line.Range).ToArray();
        RequireApart(own, file, name, (one, two) => Removal(file, name, id, two, isTwice: one == two));
        return own;
    }

    /// <summary>The command that removes a line, of two that are the same the first.</summary>
    internal static string Removal(string file, string name, uint id, SubordinateRange range, bool isTwice)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"/^({name}|{id}):{range.Start}:{range.Count}$/");
        return $"sudo sed -E -i '{(isTwice ? $"0,{line}{{//d}}" : line + "d")}' {file}";
    }

    private static IReadOnlyList<SubordinateRange> Of(string name, uint id, string file, string[] option)
    {
        if (!AsksSomethingElse("/etc/nsswitch.conf")) return Select(File.Exists(file) ? SafeText(file) : "", file, name, id);
        var run = RunAndCapture.Run(new SpawnRequest { Program = "getsubids", Arguments = [.. option, name] });
        if (!run.Status.IsSuccess) return [];
        var ranges = FromGetsubids(run.OutputText);
        RequireApart(ranges, "getsubids", name, (_, _) => $"have one of the two ranges of {name} removed where nsswitch.conf says that they are kept");
        return ranges;
    }

    // A line "0: tester 100000 65536" a range.
    internal static IReadOnlyList<SubordinateRange> FromGetsubids(string text)
    {
        List<SubordinateRange> ranges = [];
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 4 && TryParse(words[2], out var start) && TryParse(words[3], out var count) && count > 0)
                ranges.Add(new SubordinateRange(start, count));
        }

        return ranges;
    }

    private static void RequireApart(
        IReadOnlyList<SubordinateRange> ranges, string source, string name, Func<SubordinateRange, SubordinateRange, string> mend)
    {
        for (var i = 0; i < ranges.Count; i++)
        {
            for (var j = i + 1; j < ranges.Count; j++)
            {
                if (!ranges[i].Overlaps(ranges[j])) continue;
                throw new EngineException(
                    ErrorKind.InvalidArgument, $"{source}: the ranges {ranges[i]} and {ranges[j]} of {name} overlap, so no user namespace can be made of them",
                    mend(ranges[i], ranges[j]));
            }
        }
    }

    /// <summary>Whether nsswitch.conf(5) names something else than the files.</summary>
    internal static bool AsksSomethingElse(string file)
    {
        if (!File.Exists(file)) return false;
        foreach (var line in SafeText(file).Split('\n'))
        {
            if (line.StartsWith("subid:", StringComparison.Ordinal)) return line["subid:".Length..].Trim() is not ("" or "files");
        }

        return false;
    }

    private static string SafeText(string file) => System.Text.Encoding.UTF8.GetString(SafePath.ReadHostFile(file, LargestFile));

    private static bool TryParse(string text, out uint number) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
