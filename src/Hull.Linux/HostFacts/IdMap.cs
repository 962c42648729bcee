using System.Globalization;
using Hull.Core;
using Hull.Linux.Descriptors;

namespace Hull.Linux.HostFacts;

/// <summary>All ranges of ids of a user namespace.</summary>
public sealed class IdMap
{
    private IdMap(IReadOnlyList<IdMapping> ranges) => Ranges = ranges;

    /// <summary>The ranges, as they stand in the file.</summary>
    public IReadOnlyList<IdMapping> Ranges { get; }

    /// <summary>Whether every id stands for itself, as it does outside of all user namespaces.</summary>
    public bool IsIdentity => Ranges is [{ Inside: 0, Outside: 0, Length: uint.MaxValue }];

    /// <summary>The map of this process's users.</summary>
    /// <exception cref="EngineException">/proc is missing.</exception>
    public static IdMap ReadUsers() => Parse(KernelFile.ReadText("/proc/self/uid_map"));

    /// <summary>The map of this process's groups.</summary>
    /// <exception cref="EngineException">/proc is missing.</exception>
    public static IdMap ReadGroups() => Parse(KernelFile.ReadText("/proc/self/gid_map"));

    /// <summary>Parses the text of uid_map or gid_map: three numbers a line.</summary>
    /// <exception cref="EngineException">Corrupt: a line of another form.</exception>
    public static IdMap Parse(string text)
    {
        List<IdMapping> ranges = [];
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length != 3 || !TryParse(fields[0], out var inside) || !TryParse(fields[1], out var outside) || !TryParse(fields[2], out var length))
                throw new EngineException(ErrorKind.Corrupt, $"id map: malformed line: {line}");
            ranges.Add(new IdMapping(inside, outside, length));
        }

        return new IdMap(ranges);
    }

    /// <summary>What an id of the inside stands for; null if it has no counterpart.</summary>
    public uint? ToOutside(uint inside)
    {
        foreach (var range in Ranges)
            if (inside >= range.Inside && inside - range.Inside < range.Length) return range.Outside + (inside - range.Inside);
        return null;
    }

    /// <summary>What stands for an id of the outside; null if nothing does.</summary>
    public uint? ToInside(uint outside)
    {
        foreach (var range in Ranges)
            if (outside >= range.Outside && outside - range.Outside < range.Length) return range.Inside + (outside - range.Outside);
        return null;
    }

    private static bool TryParse(string text, out uint number) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
