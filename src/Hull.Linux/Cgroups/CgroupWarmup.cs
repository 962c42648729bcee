using Hull.Core;
using Hull.Linux.Descriptors;

namespace Hull.Linux.Cgroups;

/// <summary>
/// The first move of a process between groups in some 100 ms waits 4 to 13 ms for the kernel (an RCU grace period of its
/// cgroup_threadgroup_rwsem); the next do not. Started early, this wait passes while other things are made ready.
/// </summary>
public static class CgroupWarmup
{
    /// <summary>
    /// Writes this process's number into its own group, which changes nothing, on a thread of its own. Only for commands that start
    /// containers: a process that ends meanwhile waits for the write.
    /// </summary>
    public static void Start()
    {
        var thread = new Thread(Write, maxStackSize: 256 * 1024) { IsBackground = true, Name = "hull-cgroup-warmup" };
        thread.Start();
    }

    private static void Write()
    {
        try
        {
            var directory = CgroupLayout.Read().Hierarchies.Select(hierarchy => hierarchy.OwnDirectory).FirstOrDefault(path => path is not null);
            // 0 is the writer itself.
            if (directory is not null) KernelFile.WriteText(directory + "/cgroup.procs", "0");
        }
        catch (EngineException)
        {
            // A user may not write there (EACCES), a container may have no cgroups: then there is nothing to gain, and nothing is lost.
        }
    }
}
