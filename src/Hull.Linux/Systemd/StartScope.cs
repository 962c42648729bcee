using System.Diagnostics;
using System.Globalization;
using Hull.Core;
using Hull.Linux.Descriptors;
using Hull.Linux.Processes;

namespace Hull.Linux.Systemd;

/// <summary>Moves processes out of the unit or session they are in, into a scope of their own, so that they outlive it.</summary>
public static class StartScope
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private const int LongestPause = 16;

    /// <summary>Does it, and returns once they are there.</summary>
    /// <param name="manager">Whose unit it becomes.</param>
    /// <param name="scope">The scope.</param>
    /// <exception cref="EngineException">Conflict: there is one of this name. Timeout: systemd does not move them. Unsupported: what it says.</exception>
    public static void Run(SystemdManager manager, TransientScope scope)
    {
        ArgumentNullException.ThrowIfNull(manager);
        ArgumentNullException.ThrowIfNull(scope);
        manager.Call("StartTransientUnit", $"starting {scope.Name}", message =>
        {
            message.Text(scope.Name);
            message.Text("fail");
            message.Structures("sv", properties =>
            {
                properties.Property("Description", scope.Description);
                properties.Property("Slice", scope.Slice);
                properties.Property("Delegate", true);
                properties.Property("CollectMode", "inactive-or-failed");
                properties.Property("PIDs", [.. scope.Processes.Select(pid => (uint)pid)]);
            });
            // Auxiliary units: none.
            message.Structures("sa(sv)", static _ => { });
        });
        // The answer is that a job was queued.
        foreach (var pid in scope.Processes) Await(scope.Name, pid);
    }

    private static void Await(string scope, int pid)
    {
        var file = string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/cgroup");
        var started = Stopwatch.GetTimestamp();
        using var process = PidFd.TryOpen(pid);
        for (var pause = 1; process is not null; pause = Math.Min(pause * 2, LongestPause))
        {
            var groups = KernelFile.TryReadText(file);
            if (groups is null || groups.Split('\n').Any(line => line.EndsWith("/" + scope, StringComparison.Ordinal))) return;
            if (Stopwatch.GetElapsedTime(started) > Patience)
                throw new EngineException(ErrorKind.Timeout, $"systemd: starting {scope}: process {pid} has not been moved within {Patience.TotalSeconds} s");
            // Nothing tells of the move; the end of the process ends the wait.
            if (PidFd.Wait(process, pause)) return;
        }
    }
}
