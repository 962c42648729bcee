using System.Globalization;
using Hull.Linux;
using Hull.Linux.HostFacts;

namespace Hull.Engine.Rootless;

/// <summary>An ordinary user who runs the engine, and whether this process is inside that user's namespace already.</summary>
/// <param name="UserId">The user's id outside of the namespace.</param>
/// <param name="GroupId">The user's group outside.</param>
/// <param name="IsInside">Whether this process is in the user namespace that holds the user's containers.</param>
internal sealed record RootlessCaller(uint UserId, uint GroupId, bool IsInside)
{
    /// <summary>"USER:GROUP", set by native/rootless.c. Only a hint: the maps of ids decide.</summary>
    public const string Hint = "_HULL_ROOTLESS";

    /// <summary>Set by native/rootless.c when the namespace was made under another view of the mounts than the caller's.</summary>
    public const string OtherMounts = "_HULL_OTHER_MOUNTS";

    /// <summary>Whoever runs this process; null for root, be it the root of a container that Hull runs in.</summary>
    public static RootlessCaller? OfThisProcess()
    {
        var user = HostKernel.EffectiveUserId;
        if (user != 0) return new RootlessCaller(user, HostKernel.EffectiveGroupId, IsInside: false);
        return Environment.GetEnvironmentVariable(Hint) is { } hint ? Inside(hint, IdMap.ReadUsers()) : null;
    }

    /// <summary>What a hint says, if the map bears it out: the namespace's root is that one user.</summary>
    internal static RootlessCaller? Inside(string hint, IdMap users)
    {
        var ids = hint.Split(':');
        if (ids.Length != 2 || !TryParse(ids[0], out var user) || !TryParse(ids[1], out var group) || user == 0) return null;
        var root = users.Ranges.FirstOrDefault(range => range is { Inside: 0 });
        return root.Length == 1 && root.Outside == user ? new RootlessCaller(user, group, IsInside: true) : null;
    }

    private static bool TryParse(string text, out uint id) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id);
}
