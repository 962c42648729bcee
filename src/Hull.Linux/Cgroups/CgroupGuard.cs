using Hull.Core;

namespace Hull.Linux.Cgroups;

/// <summary>Keeps destructive verbs off groups that this process, or all processes, live in.</summary>
internal static class CgroupGuard
{
    /// <summary>Fails for a hierarchy's root and for a group that holds this process's own.</summary>
    public static void RefuseOwn(Cgroup cgroup)
    {
        foreach (var (hierarchy, path) in cgroup.Directories)
        {
            if (path == hierarchy.MountPoint || hierarchy.OwnDirectory == path
                || hierarchy.OwnDirectory?.StartsWith(path + "/", StringComparison.Ordinal) == true)
            {
                throw new EngineException(ErrorKind.InvalidArgument, $"cgroup {cgroup.Path}: holds this very process");
            }
        }
    }
}
