using System.Diagnostics;
using Hull.Core;
using Hull.Linux.Descriptors;
using Hull.Linux.Processes;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Cgroups;

/// <summary>Ends every process of a group and of those below it with SIGKILL, and waits until they have ended.</summary>
public static class KillCgroup
{
    /// <summary>Does it; a group that does not exist has nothing to end.</summary>
    /// <param name="cgroup">The group; never a root.</param>
    /// <param name="timeout">How long processes may take to end (one in an uninterruptible call cannot).</param>
    /// <exception cref="EngineException">Timeout: some still run; the message names them. InvalidArgument: a root, or this process's own group.</exception>
    public static void Run(Cgroup cgroup, TimeSpan timeout)
    {
        CgroupGuard.RefuseOwn(cgroup);
        var started = Stopwatch.GetTimestamp();
        var frozen = Freeze(cgroup);
        try
        {
            while (true)
            {
                // New ones may have been born between listing and killing: until none is left.
                var pids = ListCgroupProcesses.Run(cgroup);
                if (pids.Count == 0) return;
                if (!KillWithKernel(cgroup)) KillEach(cgroup, pids);
                Thaw(ref frozen);
                if (!WaitFor(pids, timeout - Stopwatch.GetElapsedTime(started)))
                    throw new EngineException(ErrorKind.Timeout, $"kill cgroup {cgroup.Path}: processes {string.Join(", ", ListCgroupProcesses.Run(cgroup))} do not end");
            }
        }
        finally
        {
            Thaw(ref frozen);
        }
    }

    /// <summary>cgroup.kill (kernel 5.14) ends all at once, those being born as well.</summary>
    private static bool KillWithKernel(Cgroup cgroup)
    {
        // In hybrid mode the v2 group may lack processes that the v1 ones have.
        if (cgroup.Directories.Count != 1 || cgroup.UnifiedDirectory is not { } directory || !File.Exists(directory + "/cgroup.kill")) return false;
        KernelFile.WriteText(directory + "/cgroup.kill", "1");
        return true;
    }

    private static void KillEach(Cgroup cgroup, IEnumerable<int> pids)
    {
        List<(int Pid, SafeFileHandle Handle)> opened = [];
        try
        {
            foreach (var pid in pids)
                if (PidFd.TryOpen(pid) is { } handle) opened.Add((pid, handle));

            // A number may have been given to another since it was listed: what was opened must be in the group still.
            var present = ListCgroupProcesses.Run(cgroup);
            foreach (var (pid, handle) in opened)
                if (present.Contains(pid)) PidFd.TrySendSignal(handle, Signal.Kill);
        }
        finally
        {
            foreach (var (_, handle) in opened) handle.Dispose();
        }
    }

    private static bool WaitFor(IEnumerable<int> pids, TimeSpan timeout)
    {
        var started = Stopwatch.GetTimestamp();
        foreach (var pid in pids)
        {
            using var handle = PidFd.TryOpen(pid);
            var left = timeout - Stopwatch.GetElapsedTime(started);
            if (handle is not null && !PidFd.Wait(handle, (int)Math.Max(0, left.TotalMilliseconds))) return false;
        }

        return true;
    }

    /// <summary>Stops the processes of a v1 group, so that none can be born faster than others end.</summary>
    private static string? Freeze(Cgroup cgroup)
    {
        if (cgroup.DirectoryOf("freezer") is not { } directory || !File.Exists(directory + "/freezer.state")) return null;
        KernelFile.WriteText(directory + "/freezer.state", "FROZEN");
        return directory;
    }

    /// <summary>Frozen processes of v1 do not even die.</summary>
    private static void Thaw(ref string? frozen)
    {
        if (frozen is not null && Directory.Exists(frozen)) KernelFile.WriteText(frozen + "/freezer.state", "THAWED");
        frozen = null;
    }
}
