using System.Diagnostics;
using Hull.Core;
using Hull.Linux.Native;
using Hull.Linux.Processes;

namespace Hull.Linux.Cgroups;

/// <summary>Removes a group with those below it, in every hierarchy; may be repeated.</summary>
public static class RemoveCgroup
{
    /// <summary>Removes it, waiting for processes that are about to end.</summary>
    /// <param name="cgroup">The group; never a root. One that does not exist is no error.</param>
    /// <param name="timeout">How long to wait for it to become empty.</param>
    /// <exception cref="EngineException">Conflict: processes live in it still; InvalidArgument: a root, or this process's own group.</exception>
    public static void Run(Cgroup cgroup, TimeSpan timeout)
    {
        CgroupGuard.RefuseOwn(cgroup);
        var started = Stopwatch.GetTimestamp();
        List<EngineException> errors = [];
        foreach (var directory in cgroup.Directories)
        {
            foreach (var folder in CgroupTree.DeepestFirst(directory.Path))
            {
                if (!RemoveOne(folder, started, timeout))
                    errors.Add(new EngineException(ErrorKind.Conflict, $"rmdir {folder}: processes {string.Join(", ", CgroupTree.Processes(folder))} live in it"));
            }
        }

        if (errors.Count == 1) throw errors[0];
        if (errors.Count > 1)
            throw new EngineException(errors[0].Kind, string.Join("; ", errors.Select(e => e.Message)), inner: new AggregateException(errors));
    }

    /// <summary>False if it was still busy when the time was over.</summary>
    private static bool RemoveOne(string folder, long started, TimeSpan timeout)
    {
        for (var pause = 1; Libc.rmdir(folder) != 0; pause = Math.Min(pause * 2, 64))
        {
            if (Libc.Errno is Errno.ENOENT or Errno.ENODEV) return true;
            if (Libc.Errno is not Errno.EBUSY) throw Libc.Error(Libc.Errno, "rmdir", folder);
            var left = (int)Math.Min((timeout - Stopwatch.GetElapsedTime(started)).TotalMilliseconds, int.MaxValue);
            if (left <= 0) return false;
            AwaitEmptier(folder, Math.Min(pause, left), left);
        }

        return true;
    }

    /// <summary>
    /// Waits until a process of the group ends, or, of a v2 group, until it is told empty. A group may stay busy for an instant after its
    /// last process has left, of which nothing tells; then for the pause.
    /// </summary>
    private static void AwaitEmptier(string folder, int pause, int left)
    {
        foreach (var pid in CgroupTree.Processes(folder))
        {
            if (pid == 0) continue;
            using var handle = PidFd.TryOpen(pid);
            if (handle is null) continue;
            PidFd.Wait(handle, left);
            return;
        }

        // cgroup.events is "ready for reading with priority" at each change; v1 has no such file and the poll is a plain pause.
        using var events = Libc.TryOpenFile(folder + "/cgroup.events", Libc.O_RDONLY);
        var descriptor = events is null ? -1 : (int)events.DangerousGetHandle();
        Libc.Poll([new Libc.PollFd { Descriptor = descriptor, Events = Libc.POLLPRI }], pause);
    }
}
