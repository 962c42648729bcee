namespace Hull.Linux.Cgroups;

/// <summary>Lists the processes of a group and of those below it.</summary>
public static class ListCgroupProcesses
{
    /// <summary>Their numbers in this PID namespace, each once; empty if the group does not exist.</summary>
    public static IReadOnlySet<int> Run(Cgroup cgroup)
    {
        SortedSet<int> pids = [];
        foreach (var directory in cgroup.Directories)
            foreach (var folder in CgroupTree.DeepestFirst(directory.Path))
                pids.UnionWith(CgroupTree.Processes(folder));
        pids.Remove(0);
        return pids;
    }
}
