using System.Globalization;
using Hull.Core;
using Hull.Linux.HostFacts;

namespace Hull.Engine.Containers.Ids;

/// <summary>Decides which ids a container's user namespace has: --userns, --uidmap, --gidmap, --subuidname, --subgidname. Pure.</summary>
internal sealed class ResolveIds(IdFacts facts, bool rootless)
{
    private const string AnyUser = "uidmap";
    private const string AnyGroup = "gidmap";

    /// <summary>The namespace that is asked for.</summary>
    /// <param name="mode">The mode, checked: host, private, auto, keep-id, nomap, container, path.</param>
    /// <param name="asked">The maps asked for; null is none.</param>
    /// <param name="user">The user asked for; null or empty is none.</param>
    /// <exception cref="EngineException">InvalidArgument: the ranges contradict each other. NotFound: there are no ids to be had.</exception>
    public UserSpace Decide(NamespaceMode mode, IdMappingRequest? asked, string? user)
    {
        switch (mode.Mode)
        {
            case "keep-id":
                return KeepId(UsernsOptions.Parse("keep-id", mode.Value), string.IsNullOrEmpty(user));
            case "nomap":
                if (!rootless) throw new EngineException(ErrorKind.InvalidArgument, "nomap is only supported in rootless mode");
                if (MapRanges.Count(facts.Users) < 2 || MapRanges.Count(facts.Groups) < 2)
                    throw new EngineException(ErrorKind.NotFound, "--userns=nomap: this user has no subordinate ids", "`sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 $(id -un)`, then `hull system migrate`");
                return Private(new IdMaps { Users = Finish(AnyUser, [Rest(facts.Users, 1, 0)]), Groups = Finish(AnyGroup, [Rest(facts.Groups, 1, 0)]) });
            case "auto":
                return Private(new AllocateIds(facts, rootless).Run(UsernsOptions.Parse("auto", mode.Value), user));
            case "container" or "path":
                return new UserSpace { Mode = mode, Maps = facts.Joined };
            case "private" when asked is null:
                throw new EngineException(ErrorKind.InvalidArgument, "must provide at least one UID or GID mapping to configure a user namespace: invalid argument");
            default:
                return Private(FromRequest(asked!));
        }
    }

    private static UserSpace Private(IdMaps maps) => new() { Mode = NamespaceMode.Of("private"), Maps = maps };

    // The caller has the same number inside as outside, or the one that is asked for; all other ids are there, too, in their order.
    private UserSpace KeepId(UsernsOptions options, bool isUser)
    {
        if (options.Size is not null && !rootless) throw new EngineException(ErrorKind.InvalidArgument, "cannot set the size of a keep-id user namespace when not running rootless");
        var (user, group) = (options.User ?? facts.CallerUser, options.Group ?? facts.CallerGroup);
        var account = facts.Caller is { } caller && (rootless || user != 0) ? caller with { Uid = user, Gid = group, AddsGroup = true } : null;
        return Private(new IdMaps
        {
            Users = Finish(AnyUser, Keep(facts.Users, user, options.Size)),
            Groups = Finish(AnyGroup, Keep(facts.Groups, group, options.Size)),
        }) with
        {
            User = isUser ? string.Create(CultureInfo.InvariantCulture, $"{user}:{group}") : null,
            Account = account,
        };
    }

    // The engine's 0 is the caller; the rest makes room for it.
    private static List<IdRange> Keep(IdMap own, uint id, uint? size)
    {
        var others = MapRanges.Count(own) - 1;
        if (size is { } wanted)
        {
            if (wanted > others + 1) throw new EngineException(ErrorKind.InvalidArgument, $"keep-id:size={wanted}: only {others + 1} ids are there");
            others = wanted == 0 ? 0 : wanted - 1;
        }

        var below = Math.Min(id, others);
        return [new IdRange(0, 1, below), new IdRange(id, 0, 1), new IdRange(id + 1, id + 1, others > id ? others - id : 0)];
    }

    private static IdRange Rest(IdMap own, uint from, uint inside) => new(inside, from, MapRanges.Count(own) - from);

    private IdMaps FromRequest(IdMappingRequest asked)
    {
        var userName = asked.SubordinateUserName ?? asked.SubordinateGroupName;
        var (users, groups) = (asked.Users.Count > 0 ? asked.Users : asked.Groups, asked.Groups.Count > 0 ? asked.Groups : asked.Users);
        IReadOnlyList<IdMapEntry> ofUsers = [.. OfName(userName is not null, facts.SubordinateUsers), .. users.Where(entry => !entry.GroupsOnly)];
        IReadOnlyList<IdMapEntry> ofGroups = [.. OfName(userName is not null, facts.SubordinateGroups), .. groups.Where(entry => !entry.UsersOnly)];
        return new IdMaps
        {
            Users = Finish(AnyUser, MapRanges.FromEntries("--uidmap", OrAll(ofUsers), facts.Users)),
            Groups = Finish(AnyGroup, MapRanges.FromEntries("--gidmap", OrAll(ofGroups), facts.Groups)),
        };
    }

    // All entries were for the other kind: this kind is left as it is.
    private static IReadOnlyList<IdMapEntry> OrAll(IReadOnlyList<IdMapEntry> entries) => entries.Count > 0 ? entries : [new IdMapEntry { ContainerId = 0, HostId = 0, Extends = true }];

    private static IEnumerable<IdMapEntry> OfName(bool isNamed, IReadOnlyList<Rootless.SubordinateRange> ranges)
    {
        if (!isNamed) yield break;
        var inside = 0u;
        foreach (var range in ranges)
        {
            yield return new IdMapEntry { ContainerId = inside, HostId = range.Start, Size = range.Count, OfHost = true };
            inside += range.Count;
        }
    }

    private IReadOnlyList<IdRange> Finish(string option, IEnumerable<IdRange> ranges) =>
        MapRanges.Finish("--" + option, ranges, option == AnyUser ? facts.Users : facts.Groups);
}
