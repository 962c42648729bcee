using Hull.Core;

namespace Hull.Engine.Runtime;

/// <summary>Looks a user up in /etc/passwd and /etc/group of a root file system, never leaving it, regular files only, size-capped.</summary>
internal static class ResolveUser
{
    /// <summary>Looks a user up.</summary>
    /// <param name="rootfs">The mounted root file system on the host.</param>
    /// <param name="user">user, uid, user:group, uid:gid; empty is root.</param>
    /// <param name="groups">More supplementary groups, names or numbers.</param>
    /// <exception cref="EngineException">InvalidArgument: "unable to find user X: no matching entries in passwd file".</exception>
    public static ResolvedUser In(string rootfs, string user, IReadOnlyList<string> groups) =>
        throw new EngineException(ErrorKind.Unsupported, $"looking up user {user} in {rootfs}: not built yet");
}
