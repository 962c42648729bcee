using System.Globalization;
using Hull.Core;
using Hull.Linux.Descriptors;

namespace Hull.Linux.Cgroups;

/// <summary>A group's folder with the groups below it.</summary>
internal static class CgroupTree
{
    /// <summary>The folders, deepest first, the given one last; empty if it does not exist.</summary>
    public static List<string> DeepestFirst(string directory)
    {
        List<string> all = [];
        Collect(directory, all);
        return all;
    }

    /// <summary>The processes of one folder; empty if it is gone.</summary>
    /// <remarks>0 stands for a process of another PID namespace. A threaded v2 group refuses to say.</remarks>
    public static List<int> Processes(string directory)
    {
        List<int> pids = [];
        foreach (var line in ReadProcesses(directory)?.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [])
            pids.Add(int.Parse(line, NumberStyles.None, CultureInfo.InvariantCulture));
        return pids;
    }

    private static string? ReadProcesses(string directory)
    {
        try
        {
            return KernelFile.TryReadText(directory + "/cgroup.procs");
        }
        catch (EngineException e) when (e.InnerException is LinuxException { ErrorNumber: Errno.EOPNOTSUPP })
        {
            // Its processes are listed by the domain group above it.
            return null;
        }
    }

    private static void Collect(string directory, List<string> all)
    {
        try
        {
            foreach (var below in Directory.EnumerateDirectories(directory)) Collect(below, all);
        }
        catch (DirectoryNotFoundException)
        {
            return;
        }

        all.Add(directory);
    }
}
