using System.Globalization;
using Hull.Core;
using Hull.Oci;

namespace Hull.Engine.Containers.Ids;

/// <summary>
/// Which owners a mount with the option <c>idmap</c> shows: those of the container's user namespace, or of a mapping of its own,
/// <c>idmap=uids=ON-DISK-HOST-SIZE#…;gids=…</c>, where an @ in front counts HOST in ids of the container (podman-run(1), --mount). Pure.
/// </summary>
internal static class MountIdMap
{
    private const string Own = MountOptions.IdMap + "=";

    /// <summary>The option among a mount's options; null where there is none.</summary>
    /// <param name="options">The mount's options.</param>
    public static string? OptionOf(IReadOnlyList<string> options)
    {
        foreach (var option in options)
            if (option == MountOptions.IdMap || option.StartsWith(Own, StringComparison.Ordinal)) return option;
        return null;
    }

    /// <summary>Reads an option.</summary>
    /// <param name="option">idmap, or idmap=….</param>
    /// <param name="container">The ids of the container's user namespace; null where it has none of its own.</param>
    /// <returns>What id on the disk is what id of the host's; null where all stay as they are.</returns>
    /// <exception cref="EngineException">InvalidArgument: the mapping is malformed, or names an id that the container does not have.</exception>
    public static IdMaps? Of(string option, IdMaps? container)
    {
        if (option == MountOptions.IdMap) return container;
        IReadOnlyList<IdRange>? users = container?.Users, groups = container?.Groups;
        foreach (var part in option[Own.Length..].Split(';'))
        {
            if (part.StartsWith("uids=", StringComparison.Ordinal)) users = Ranges(option, part["uids=".Length..], container?.Users);
            else if (part.StartsWith("gids=", StringComparison.Ordinal)) groups = Ranges(option, part["gids=".Length..], container?.Groups);
            else throw Bad(option, $"{part} is neither uids= nor gids=");
        }
        return new IdMaps { Users = users ?? All, Groups = groups ?? All };
    }

    private static IdRange[] All { get; } = [new IdRange(0, 0, uint.MaxValue)];

    private static IdRange[] Ranges(string option, string text, IReadOnlyList<IdRange>? container)
    {
        var relative = text.StartsWith('@');
        return [.. text[(relative ? 1 : 0)..].Split('#').Select(range => Range(option, range, relative ? container ?? All : null))];
    }

    private static IdRange Range(string option, string text, IReadOnlyList<IdRange>? container)
    {
        var parts = text.Split('-');
        if (parts.Length != 3 || Number(parts[0]) is not { } disk || Number(parts[1]) is not { } host || Number(parts[2]) is not ({ } size and > 0)
            || disk > uint.MaxValue - size || host > uint.MaxValue - size)
            throw Bad(option, $"{text} is not ON-DISK-HOST-SIZE");
        return new IdRange(disk, container is null ? host : HostOf(option, container, host, size), size);
    }

    private static uint HostOf(string option, IReadOnlyList<IdRange> container, uint inside, uint size)
    {
        foreach (var range in container)
            if (inside >= range.ContainerId && (ulong)inside + size <= range.ContainerEnd) return range.HostId + (inside - range.ContainerId);
        throw Bad(option, string.Create(CultureInfo.InvariantCulture, $"the container's user namespace does not have the ids {inside} to {(ulong)inside + size - 1} in a row"));
    }

    private static uint? Number(string text) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static EngineException Bad(string option, string why) =>
        new(ErrorKind.InvalidArgument, $"mount option {OneLine.Of(option)}: {why}", "write it as idmap=uids=0-100000-10;gids=0-100000-10");
}
