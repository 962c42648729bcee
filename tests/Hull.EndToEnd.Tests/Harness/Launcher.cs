using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace Hull.EndToEnd.Tests.Harness;

/// <summary>
/// A thread that lives inside a bed and starts processes there. Namespaces and v1 cgroups belong to a thread, and a child takes them
/// from the thread that starts it: so there is no nsenter between the test and the engine, and a process's number is the engine's own.
/// A thread whose children belong to another PID namespace cannot make threads (EINVAL), which the runtime may want at any moment and
/// does not survive: so it is in that state only while it starts a process.
/// </summary>
internal sealed class Launcher : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;
    private readonly TaskCompletionSource _entered = new();
    private readonly SafeFileHandle _ownProcesses = File.OpenHandle("/proc/self/ns/pid");
    private readonly SafeFileHandle _bedProcesses;

    public Launcher(int bed, IReadOnlyList<string> cgroups, bool isUnified)
    {
        _bedProcesses = File.OpenHandle($"/proc/{bed}/ns/pid");
        _thread = new Thread(() => Work(bed, cgroups, isUnified)) { IsBackground = true, Name = "launcher" };
        _thread.Start();
        _entered.Task.GetAwaiter().GetResult();
    }

    public Process Start(ProcessStartInfo info) => Do(() =>
    {
        Native.Check(Native.SetNamespace(_bedProcesses, Native.CloneNewPid), "setns");
        try
        {
            return Process.Start(info) ?? throw new InvalidOperationException(info.FileName + " did not start");
        }
        finally
        {
            Native.Check(Native.SetNamespace(_ownProcesses, Native.CloneNewPid), "setns");
        }
    });

    /// <summary>Runs something short on the thread inside the bed: file access sees the bed's mounts.</summary>
    public T Do<T>(Func<T> action)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                done.SetResult(action());
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        });
        return done.Task.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join();
        _work.Dispose();
        _bedProcesses.Dispose();
        _ownProcesses.Dispose();
    }

    private void Work(int bed, IReadOnlyList<string> cgroups, bool isUnified)
    {
        try
        {
            Enter(bed, cgroups, isUnified);
            _entered.SetResult();
        }
        catch (Exception e)
        {
            _entered.SetException(e);
            return;
        }
        foreach (var action in _work.GetConsumingEnumerable()) action();
    }

    private static void Enter(int bed, IReadOnlyList<string> cgroups, bool isUnified)
    {
        foreach (var cgroup in cgroups.Where(folder => File.Exists(Path.Combine(folder, "tasks"))))
        {
            File.WriteAllText(Path.Combine(cgroup, "tasks"), Native.ThreadId().ToString());
        }
        // All are opened first: after the mount namespace /proc is another one.
        (string Name, int Kind)[] kinds =
        [
            ("cgroup", Native.CloneNewCgroup), ("ipc", Native.CloneNewIpc), ("uts", Native.CloneNewUts),
            ("net", Native.CloneNewNet), ("mnt", Native.CloneNewNs),
        ];
        var open = kinds.Where(kind => !isUnified || kind.Name != "cgroup").Select(kind => (kind.Kind, Handle: File.OpenHandle($"/proc/{bed}/ns/{kind.Name}"))).ToArray();
        Native.Check(Native.Unshare(Native.CloneFs), "unshare");
        foreach (var (kind, handle) in open)
        {
            Native.Check(Native.SetNamespace(handle, kind), "setns");
            handle.Dispose();
        }
    }
}
