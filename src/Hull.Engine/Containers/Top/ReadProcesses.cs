using System.Globalization;
using Hull.Core;
using Hull.Linux.Cgroups;

namespace Hull.Engine.Containers.Top;

/// <summary>
/// Finds a container's processes: those of its PID namespace, and where it has none of its own, those of its cgroup. One that ends
/// meanwhile is left out.
/// </summary>
internal sealed class ReadProcesses(ContainerRecord record)
{
    /// <summary>The processes by their number inside.</summary>
    /// <exception cref="EngineException">Unsupported: they cannot be told from others.</exception>
    public IReadOnlyList<ContainerProcess> Run()
    {
        var first = record.State.Pid;
        var accounts = new ProcessAccounts(first);
        var depth = DepthOf(first);
        var clock = ProcessClock.Read();
        var read = new List<ContainerProcess>();
        foreach (var pid in Candidates(first))
        {
            if (ReadProcess.Of(pid, depth, accounts, clock) is { } process) read.Add(process);
        }
        // A parent outside is none: inside it has no number.
        var inside = read.ToDictionary(static process => process.HostPid, static process => process.Pid);
        return [.. read.Select(process => process with { Parent = inside.GetValueOrDefault(process.Parent) }).OrderBy(static process => process.Pid)];
    }

    // The beginning of the list is the numbers in the namespaces above: the container's own is as deep as its first process.
    private static int DepthOf(int first) => ReadProcess.NamespacePids(first) is { Count: > 0 } pids ? pids.Count - 1 : 0;

    private IEnumerable<int> Candidates(int first)
    {
        var own = NamespaceOf(first);
        if (own is not null && own != NamespaceOf("self"))
        {
            foreach (var pid in AllPids())
                if (pid == first || NamespaceOf(pid) == own) yield return pid;
            yield break;
        }
        if (ContainerCgroup.DirectoryOf(record.Config) is not { } path)
        {
            throw new EngineException(
                ErrorKind.Unsupported, $"processes of container {record.Config.Name}: it shares the host's PID namespace and has no cgroup, so none can be told from the host's",
                $"its first process is {first}");
        }
        foreach (var pid in ListCgroupProcesses.Run(CgroupLayout.Read().At(path))) yield return pid;
    }

    private static IEnumerable<int> AllPids()
    {
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(directory.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)) yield return pid;
    }

    private static string? NamespaceOf(int pid) => NamespaceOf(pid.ToString(CultureInfo.InvariantCulture));

    private static string? NamespaceOf(string pid)
    {
        try
        {
            return new FileInfo($"/proc/{pid}/ns/pid").LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Ended, or somebody else's.
            return null;
        }
    }
}
