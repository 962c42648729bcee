using System.Globalization;
using Hull.Core;
using Hull.Linux.Descriptors;

namespace Hull.Linux.Cgroups;

/// <summary>Moves the processes of this process's own group into a group below it, so that the group itself can have others for children (cgroups(7): no internal processes).</summary>
public static class EnterCgroup
{
    private const int MostRounds = 10;

    // A new v1 cpuset has neither and takes nobody in (cpusets(7)).
    private static readonly string[] CpusetFiles = ["cpuset.cpus", "cpuset.mems"];

    /// <summary>Moves them, in every hierarchy; the group is made where it is missing.</summary>
    /// <param name="name">The name of the group below.</param>
    /// <exception cref="EngineException">PermissionDenied: a group is not this user's to change.</exception>
    public static void Below(string name)
    {
        foreach (var hierarchy in CgroupLayout.Read().Hierarchies)
        {
            if (hierarchy.OwnDirectory is not { } own || Path.GetFileName(own) == name || !File.Exists(own + "/cgroup.procs")) continue;
            var below = Path.Join(own, name);
            Directory.CreateDirectory(below);
            foreach (var file in CpusetFiles) Inherit(own, below, file);
            // A process that forks meanwhile leaves a child behind: until none is there.
            for (var round = 0; round < MostRounds && CgroupTree.Processes(own) is { Count: > 0 } processes; round++)
                foreach (var pid in processes) Move(below, pid);
        }
    }

    private static void Inherit(string own, string below, string file)
    {
        if (KernelFile.TryReadText(Path.Join(below, file)) is { } text && text.Trim().Length == 0 && KernelFile.TryReadText(Path.Join(own, file)) is { } value && value.Trim().Length > 0)
            KernelFile.WriteText(Path.Join(below, file), value.Trim());
    }

    private static void Move(string directory, int pid)
    {
        try
        {
            KernelFile.WriteText(directory + "/cgroup.procs", pid.ToString(CultureInfo.InvariantCulture));
        }
        catch (EngineException e) when (e.InnerException is LinuxException { ErrorNumber: Errno.ESRCH or Errno.EINVAL })
        {
            // It has ended, or is one of the kernel's.
        }
    }
}
