using System.Globalization;
using System.Text;
using Hull.Core;
using Hull.Engine.Rootless;
using Hull.Images;
using Hull.Linux;
using Hull.Linux.HostFacts;

namespace Hull.Engine.Containers.Ids;

/// <summary>Gathers what a decision on a user namespace rests on.</summary>
internal sealed class GatherIds(ContainerStore store, ImageStore images)
{
    private const int LargestAccountFile = 16 << 20;

    /// <summary>The facts; null where the container gets no user namespace of its own.</summary>
    /// <param name="mode">The mode asked for, with what containers.conf says.</param>
    /// <param name="spec">What is asked.</param>
    /// <param name="layers">The keys of the image's layers, the lowest first.</param>
    /// <exception cref="EngineException">The host's files cannot be read.</exception>
    public IdFacts? For(NamespaceMode mode, ContainerSpec spec, IReadOnlyList<string> layers)
    {
        if (mode.Mode == "host" && spec.IdMappings is null) return null;
        var caller = RootlessCaller.OfThisProcess();
        var (users, groups) = Subordinate(mode, spec.IdMappings);
        return new IdFacts
        {
            Users = IdMap.ReadUsers(),
            Groups = IdMap.ReadGroups(),
            CallerUser = caller?.UserId ?? 0,
            CallerGroup = caller?.GroupId ?? 0,
            Caller = mode.Mode == "keep-id" ? ReadHostAccounts.TryFind(caller?.UserId ?? 0) : null,
            SubordinateUsers = users,
            SubordinateGroups = groups,
            Taken = mode.Mode == "auto" ? [.. store.List().Select(record => record.Config.IdMaps).OfType<IdMaps>()] : [],
            ImageSize = mode.Mode == "auto" && UsernsOptions.Parse("auto", mode.Value).Size is null ? SizeOf(layers) : 0,
            Joined = Joined(mode),
        };
    }

    private static (IReadOnlyList<SubordinateRange> Users, IReadOnlyList<SubordinateRange> Groups) Subordinate(NamespaceMode mode, IdMappingRequest? asked)
    {
        if (mode.Mode == "auto") return (SubordinateIds.OfUsers(AllocateIds.Owner, uint.MaxValue), SubordinateIds.OfGroups(AllocateIds.Owner, uint.MaxValue));
        if (asked is null || (asked.SubordinateUserName ?? asked.SubordinateGroupName) is not { } either) return ([], []);
        var (user, group) = (asked.SubordinateUserName ?? either, asked.SubordinateGroupName ?? either);
        return (Named("uid", user, SubordinateIds.OfUsers(user, uint.MaxValue)), Named("gid", group, SubordinateIds.OfGroups(group, uint.MaxValue)));
    }

    private static IReadOnlyList<SubordinateRange> Named(string kind, string name, IReadOnlyList<SubordinateRange> ranges) => ranges.Count > 0
        ? ranges
        : throw new EngineException(ErrorKind.NotFound, $"--sub{kind}name {name}: no sub{kind} ranges found for \"{name}\" in /etc/sub{kind}");

    private IdMaps? Joined(NamespaceMode mode) => mode.Mode switch
    {
        "container" when mode.Value is { Length: > 0 } id => store.Find(id).Config.IdMaps,
        "path" when mode.Value is { Length: > 0 } path && File.Exists(path) => JoinedMaps.Of(path),
        _ => null,
    };

    // The largest owner of a file, and the largest account: each must have a number inside.
    private uint SizeOf(IReadOnlyList<string> layers)
    {
        uint largest = 0;
        foreach (var layer in images.LayerPaths(layers))
        {
            largest = Math.Max(largest, LargestOwner.Below(layer.Tree));
            using var root = SafePath.OpenRoot(layer.Tree);
            foreach (var file in (ReadOnlySpan<string>)["/etc/passwd", "/etc/group"]) largest = Math.Max(largest, LargestNumber(SafePath.TryReadAllBytes(root, file, LargestAccountFile)));
        }

        return largest + 1;
    }

    private static uint LargestNumber(byte[]? accounts)
    {
        uint largest = 0;
        foreach (var line in Encoding.UTF8.GetString(accounts ?? []).Split('\n'))
        {
            // Both files have their number in the third field. What is nobody's stands for no one that owns files.
            if (line.Split(':') is [_, _, var text, ..] && uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is not 65534)
                largest = Math.Max(largest, number);
        }

        return largest;
    }
}
