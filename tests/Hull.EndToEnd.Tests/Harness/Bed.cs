using System.Diagnostics;
using System.Globalization;

namespace Hull.EndToEnd.Tests.Harness;

/// <summary>Namespaces and cgroups for one class of tests (bed.sh), and the folder that holds its stores.</summary>
internal sealed class Bed : IDisposable
{
    private static int s_count;
    private readonly Process _holder;
    private readonly Launcher _launcher;

    public Bed()
    {
        // Short: podman's run root may have 50 characters at most.
        Folder = Directory.CreateTempSubdirectory("he.").FullName;
        var name = $"hull-e2e-{Environment.ProcessId}-{Interlocked.Increment(ref s_count)}";
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "tests/Hull.EndToEnd.Tests/Harness/bed.sh"), [name, Folder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (TestUser.Name is { } user)
        {
            TestUser.Admit(Folder);
            start.Environment["HULL_E2E_USER"] = user;
            start.Environment["HULL_E2E_UID"] = TestUser.Id.ToString(CultureInfo.InvariantCulture);
            start.Environment["HULL_E2E_PROGRAM"] = TestedEngine.BuiltBinary;
        }
        _holder = Process.Start(start)!;
        var ready = _holder.StandardOutput.ReadLine();
        if (ready?.StartsWith("ready ", StringComparison.Ordinal) != true)
        {
            throw new InvalidOperationException("the bed cannot be made: " + _holder.StandardError.ReadToEnd());
        }
        Init = int.Parse(ready["ready ".Length..], CultureInfo.InvariantCulture);
        Cgroups = File.ReadAllLines(Path.Combine(Folder, "cgroups"));
        IsUnified = File.Exists("/sys/fs/cgroup/cgroup.controllers");
        OwnMounts = File.ReadLines($"/proc/{Init}/mountinfo").Select(line => line[..line.IndexOf(' ')]).ToHashSet();
        _launcher = new Launcher(Init, Cgroups, IsUnified);
    }

    /// <summary>A folder outside and inside alike.</summary>
    public string Folder { get; }

    /// <summary>The bed's process 1, as the machine numbers it.</summary>
    public int Init { get; }

    /// <summary>The process outside that waits for the first, and on cgroup v2 shares a group with what runs inside.</summary>
    public int Holder => _holder.Id;

    /// <summary>The bed's folder in each hierarchy.</summary>
    public IReadOnlyList<string> Cgroups { get; }

    public bool IsUnified { get; }

    /// <summary>The numbers of the mounts that the bed began with.</summary>
    public IReadOnlySet<string> OwnMounts { get; }

    public T Inside<T>(Func<T> action) => _launcher.Do(action);

    public Process Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string? directory)
    {
        string[] words = [program, .. arguments];
        // A thread cannot be moved by itself on v2, so the process moves, and only then enters the namespace: from inside none may come in (nsdelegate).
        if (IsUnified)
            words = ["/bin/sh", "-c", "echo $$ >/sys/fs/cgroup/init/cgroup.procs; exec nsenter --cgroup=/proc/1/ns/cgroup -- \"$@\"", "sh", .. words];
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory ?? "/",
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return _launcher.Start(start);
    }

    /// <summary>A program of the machine, run inside the bed.</summary>
    public Result Run(params string[] words) =>
        new Running(Start(words[0], words[1..], TestedEngine.BaseEnvironment, null), string.Join(' ', words)).Finish();

    public void Dispose()
    {
        _launcher.Dispose();
        _holder.StandardInput.Close();
        _holder.WaitForExit();
        foreach (var cgroup in Cgroups) RemoveCgroup(cgroup);
        Directory.Delete(Folder, recursive: true);
        _holder.Dispose();
    }

    // The kernel may still be busy with the processes that the end of the namespace has just killed.
    private static void RemoveCgroup(string folder)
    {
        Eventually.Holds($"{folder} can be removed", () =>
        {
            foreach (var inner in Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories).OrderByDescending(d => d.Length))
            {
                TryRemove(inner);
            }
            TakeOwnThreads(folder);
            return TryRemove(folder);
        });
    }

    // On v1 each thread has groups of its own, and one that the runtime has started from the launcher's thread has the bed's: it goes back up.
    private static void TakeOwnThreads(string folder)
    {
        var tasks = Path.Combine(folder, "tasks");
        if (!File.Exists(tasks)) return;
        foreach (var thread in File.ReadAllLines(tasks).Where(static thread => Directory.Exists($"/proc/self/task/{thread}")))
        {
            // One that ends meanwhile needs no way back.
            Shell.Run("sh", "-c", $"echo {thread} >{Path.GetDirectoryName(folder)}/tasks");
        }
    }

    // The files of a cgroup are not removed one by one; rmdir takes them along.
    private static bool TryRemove(string folder) => Shell.Run("rmdir", folder).Code == 0 || !Directory.Exists(folder);
}
