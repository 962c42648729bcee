using System.Globalization;
using Hull.Core;
using Hull.Engine.Rootless;
using Hull.Linux.HostFacts;

namespace Hull.Engine.Containers.Ids;

/// <summary>
/// --userns=auto: ids that no other container has. Root's come from the ranges of the name `containers` in /etc/subuid and /etc/subgid, a
/// user's from the user's own, without the user.
/// </summary>
internal sealed class AllocateIds(IdFacts facts, bool rootless)
{
    /// <summary>The name in /etc/subuid whose ranges root's containers take.</summary>
    public const string Owner = "containers";

    // Podman's bounds.
    private const uint Least = 1024;
    private const uint Most = 65536;

    /// <summary>Takes ids.</summary>
    /// <param name="options">The options.</param>
    /// <param name="user">The user asked for: a number must be among the ids.</param>
    /// <exception cref="EngineException">NotFound: no ranges are given away. ResourceExhausted: they are all taken.</exception>
    public IdMaps Run(UsernsOptions options, string? user)
    {
        var size = options.Size ?? Math.Clamp(Math.Max(facts.ImageSize, Needed(user)), Least, Most);
        return new IdMaps
        {
            Users = Take("uid", size, options.Users, facts.Users, facts.SubordinateUsers, maps => maps.Users),
            Groups = Take("gid", size, options.Groups, facts.Groups, facts.SubordinateGroups, maps => maps.Groups),
        };
    }

    private static uint Needed(string? user) =>
        uint.TryParse(user?.Split(':')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < Most ? number + 1 : 0;

    private IReadOnlyList<IdRange> Take(
        string kind, uint size, IReadOnlyList<IdMapEntry> asked, IdMap own, IReadOnlyList<SubordinateRange> given, Func<IdMaps, IReadOnlyList<IdRange>> of)
    {
        var fixedOnes = MapRanges.FromEntries($"{kind}mapping", [.. asked.Select(entry => entry with { Extends = false })], own);
        var taken = facts.Taken.SelectMany(of).Concat(fixedOnes).Select(range => ((ulong)range.HostId, range.HostEnd)).ToList();
        // 0 is the caller, who is to be nobody inside.
        if (rootless) taken.Add((0, 1));
        var free = MapRanges.Gaps(rootless ? own.Ranges.Select(range => ((ulong)range.Inside, (ulong)range.Inside + range.Length)) : Owned(kind, own, given), taken);
        var places = MapRanges.Gaps([(0, size)], [.. fixedOnes.Select(range => ((ulong)range.ContainerId, range.ContainerEnd))]);
        var ranges = new List<IdRange>(fixedOnes);
        foreach (var (start, end) in places) ranges.Add(new IdRange((uint)start, Find(kind, free, end - start), (uint)(end - start)));
        return MapRanges.Finish($"--userns=auto ({kind}s)", ranges, own);
    }

    private static IEnumerable<(ulong Start, ulong End)> Owned(string kind, IdMap own, IReadOnlyList<SubordinateRange> given)
    {
        if (given.Count == 0)
        {
            throw new EngineException(
                ErrorKind.NotFound, $"cannot find {kind.ToUpperInvariant()} ranges for user \"{Owner}\" in /etc/sub{kind}",
                $"`echo {Owner}:2147483647:2147483648 | sudo tee -a /etc/sub{kind}` gives containers ids of their own");
        }

        return given.SelectMany(range => MapRanges.FromEntries($"/etc/sub{kind}", [new IdMapEntry { HostId = range.Start, Size = range.Count, OfHost = true }], own))
            .Select(range => ((ulong)range.HostId, range.HostEnd));
    }

    // The first gap that is large enough; what is left of it serves the next.
    private static uint Find(string kind, List<(ulong Start, ulong End)> free, ulong size)
    {
        for (var i = 0; i < free.Count; i++)
        {
            var (start, end) = free[i];
            if (end - start < size) continue;
            free[i] = (start + size, end);
            return (uint)start;
        }

        throw new EngineException(
            ErrorKind.ResourceExhausted, $"not enough unused {kind.ToUpperInvariant()}s in user namespace: {size} in a row are wanted",
            "remove containers that hold ids, ask for fewer (auto:size=N), or give more ranges away");
    }
}
