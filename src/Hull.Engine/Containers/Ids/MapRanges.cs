using System.Globalization;
using Hull.Core;
using Hull.Linux.HostFacts;

namespace Hull.Engine.Containers.Ids;

/// <summary>Puts the ranges of a user namespace together; pure. The rules are podman-run(1)'s (--uidmap) and user_namespaces(7)'s.</summary>
internal static class MapRanges
{
    // The kernel takes no more lines (UID_GID_MAP_MAX_EXTENTS).
    private const int MostRanges = 340;

    /// <summary>The ranges that entries ask for.</summary>
    /// <param name="option">The option, for messages.</param>
    /// <param name="entries">The entries, in order; one that extends takes away what those before it have of its ids.</param>
    /// <param name="own">The ids of the namespace that the engine is in.</param>
    /// <exception cref="EngineException">InvalidArgument: an id of the host's that this namespace does not have.</exception>
    public static List<IdRange> FromEntries(string option, IReadOnlyList<IdMapEntry> entries, IdMap own)
    {
        var ranges = new List<IdRange>();
        foreach (var entry in entries)
        {
            if (entry.Size == 0) throw Invalid($"{option}: the size of a range must be positive");
            if ((ulong)entry.ContainerId + entry.Size > uint.MaxValue || (ulong)entry.HostId + entry.Size > uint.MaxValue)
                throw Invalid($"{option}: {entry.ContainerId}:{entry.HostId}:{entry.Size}: there are no such ids");
            foreach (var range in entry.OfHost ? FromHost(option, entry, own) : [new IdRange(entry.ContainerId, entry.HostId, entry.Size)])
            {
                if (entry.Extends) ranges = [.. ranges.SelectMany(before => Without(before, range))];
                ranges.Add(range);
            }
        }

        // Where nothing but exceptions is named, the rest is as the engine sees it, from 0 on.
        if (entries.Count > 0 && entries.All(entry => entry.Extends)) Fill(ranges, own);
        return ranges;
    }

    /// <summary>Sorts ranges, drops empty ones, splits those that go over the end of a range of the namespace around, and checks them.</summary>
    /// <param name="option">The option, for messages.</param>
    /// <param name="ranges">The ranges.</param>
    /// <param name="own">The ids of the namespace around.</param>
    /// <exception cref="EngineException">InvalidArgument: an id stands twice, is not there, or there are too many ranges.</exception>
    public static IReadOnlyList<IdRange> Finish(string option, IEnumerable<IdRange> ranges, IdMap own)
    {
        var sorted = ranges.Where(range => range.Size > 0).OrderBy(range => range.ContainerId).ToList();
        for (var i = 1; i < sorted.Count; i++)
        {
            if (sorted[i - 1].ContainerEnd > sorted[i].ContainerId) throw Invalid($"{option}: the ranges {sorted[i - 1]} and {sorted[i]} overlap inside the container");
        }

        var byHost = sorted.OrderBy(range => range.HostId).ToList();
        for (var i = 1; i < byHost.Count; i++)
        {
            if (byHost[i - 1].HostEnd > byHost[i].HostId) throw Invalid($"{option}: the ranges {byHost[i - 1]} and {byHost[i]} overlap on the host");
        }

        List<IdRange> result = [.. sorted.SelectMany(range => Split(option, range, own))];
        return result.Count <= MostRanges ? result : throw Invalid($"{option}: {result.Count} ranges are more than the {MostRanges} that the kernel takes");
    }

    /// <summary>How many ids from 0 on the namespace around has without a gap.</summary>
    public static uint Count(IdMap own)
    {
        ulong end = 0;
        foreach (var range in own.Ranges.OrderBy(range => range.Inside))
        {
            if (range.Inside != end) break;
            end += range.Length;
        }

        return (uint)Math.Min(end, uint.MaxValue);
    }

    private static IEnumerable<IdRange> FromHost(string option, IdMapEntry entry, IdMap own)
    {
        for (uint done = 0; done < entry.Size;)
        {
            var outside = entry.HostId + done;
            var range = own.Ranges.FirstOrDefault(candidate => outside >= candidate.Outside && outside - candidate.Outside < candidate.Length);
            if (range.Length == 0)
            {
                throw new EngineException(
                    ErrorKind.InvalidArgument, $"{option}: the host's id {outside} is none that this user may give away",
                    string.Create(CultureInfo.InvariantCulture, $"`sudo usermod --add-sub{(option.Contains("gid", StringComparison.Ordinal) ? 'g' : 'u')}ids {outside}-{outside} USER`, then `hull system migrate`"));
            }

            var size = Math.Min(entry.Size - done, range.Length - (outside - range.Outside));
            yield return new IdRange(entry.ContainerId + done, range.Inside + (outside - range.Outside), size);
            done += size;
        }
    }

    // What is left of a range when another one takes its ids, inside or on the host: at most three pieces.
    private static IEnumerable<IdRange> Without(IdRange range, IdRange taken)
    {
        foreach (var piece in Cut(range, Offset(range.ContainerId, range.Size, taken.ContainerId, taken.ContainerEnd)))
            foreach (var rest in Cut(piece, Offset(piece.HostId, piece.Size, taken.HostId, taken.HostEnd))) yield return rest;
    }

    // The part of [start, start + size) that lies in [from, to), counted from the start.
    private static (uint From, uint To) Offset(uint start, uint size, ulong from, ulong to) =>
        ((uint)Math.Clamp((long)from - start, 0, size), (uint)Math.Clamp((long)to - start, 0, size));

    private static IEnumerable<IdRange> Cut(IdRange range, (uint From, uint To) hole)
    {
        if (hole.From >= hole.To)
        {
            yield return range;
            yield break;
        }

        if (hole.From > 0) yield return range with { Size = hole.From };
        if (hole.To < range.Size) yield return new IdRange(range.ContainerId + hole.To, range.HostId + hole.To, range.Size - hole.To);
    }

    // The ids of the namespace around that nothing has taken, in their order, go to the places inside that are free, in theirs.
    private static void Fill(List<IdRange> ranges, IdMap own)
    {
        var free = Gaps(own.Ranges.Select(range => ((ulong)range.Inside, (ulong)range.Inside + range.Length)), [.. ranges.Select(range => ((ulong)range.HostId, range.HostEnd))]);
        var places = Gaps([(0, uint.MaxValue)], [.. ranges.Select(range => ((ulong)range.ContainerId, range.ContainerEnd))]);
        for (var (id, place) = (0, 0); id < free.Count && place < places.Count;)
        {
            var size = Math.Min(free[id].End - free[id].Start, places[place].End - places[place].Start);
            ranges.Add(new IdRange((uint)places[place].Start, (uint)free[id].Start, (uint)size));
            if ((free[id] = (free[id].Start + size, free[id].End)).Start == free[id].End) id++;
            if ((places[place] = (places[place].Start + size, places[place].End)).Start == places[place].End) place++;
        }
    }

    /// <summary>What of some ranges is not taken, in order; what follows each other is one.</summary>
    internal static List<(ulong Start, ulong End)> Gaps(IEnumerable<(ulong Start, ulong End)> all, IReadOnlyList<(ulong Start, ulong End)> taken)
    {
        var gaps = new List<(ulong Start, ulong End)>();
        foreach (var (start, end) in all.OrderBy(range => range.Start))
        {
            var at = start;
            foreach (var (from, to) in taken.OrderBy(range => range.Start))
            {
                if (to <= at || from >= end) continue;
                if (from > at) Add(gaps, at, from);
                at = Math.Max(at, to);
            }

            if (at < end) Add(gaps, at, end);
        }

        return gaps;
    }

    private static void Add(List<(ulong Start, ulong End)> gaps, ulong start, ulong end)
    {
        if (gaps.Count > 0 && gaps[^1].End == start) gaps[^1] = (gaps[^1].Start, end);
        else gaps.Add((start, end));
    }

    private static IEnumerable<IdRange> Split(string option, IdRange range, IdMap own)
    {
        for (uint done = 0; done < range.Size;)
        {
            var id = range.HostId + done;
            var around = own.Ranges.FirstOrDefault(candidate => id >= candidate.Inside && id - candidate.Inside < candidate.Length);
            if (around.Length == 0)
            {
                throw new EngineException(
                    ErrorKind.InvalidArgument, $"{option}: {range}: the user namespace around has no id {id}", "`hull unshare cat /proc/self/uid_map /proc/self/gid_map` lists what there is");
            }

            var size = Math.Min(range.Size - done, around.Length - (id - around.Inside));
            yield return new IdRange(range.ContainerId + done, id, size);
            done += size;
        }
    }

    private static EngineException Invalid(string message) => new(ErrorKind.InvalidArgument, message);
}
