using Hull.Core;
using Hull.Engine.Containers;
using Hull.Engine.Rootless;
using Hull.Engine.Runtime;
using Hull.Linux.Processes;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Systemwide;

/// <summary>Stops all containers and, if asked, gives each another OCI runtime.</summary>
internal sealed class MigrateSystem(ContainerStore store, ContainerVerbs containers, RuntimeSelection runtimes, bool rootless, ILogger log)
{
    private static readonly TimeSpan MonitorsEnd = TimeSpan.FromSeconds(10);

    /// <summary>Migrates.</summary>
    public void Run(string? newRuntime, Action<string>? stopped)
    {
        var choice = newRuntime is null ? null : Choose(newRuntime);
        foreach (var record in containers.List())
        {
            if (record.State.Status is ContainerStatus.Running or ContainerStatus.Paused or ContainerStatus.Stopping) Stop(record, stopped);
            if (choice is not null) GiveRuntime(record.Config.Id, choice);
        }

        // The next command makes the namespace anew, with the ids and mounts of then.
        if (rootless) UserNamespace.Leave(log);
    }

    private OciRuntimeChoice Choose(string name)
    {
        try
        {
            return runtimes.Choose(name);
        }
        catch (EngineException e) when (e.Kind == ErrorKind.RuntimeFailed)
        {
            throw new EngineException(
                ErrorKind.InvalidArgument, $"change to runtime \"{name}\" requested but no such runtime is defined: invalid argument", e.Hint, e);
        }
    }

    private void Stop(ContainerRecord record, Action<string>? stopped)
    {
        var id = record.Config.Id;
        if (record.State.Status == ContainerStatus.Paused) containers.Unpause(id);
        containers.Stop(id);
        // conmon goes on for a moment with its exit command, and holds the namespace.
        using var monitor = new ProcessIdentity(record.State.ConmonPid, record.State.ConmonStartTime).TryOpen();
        if (monitor is not null) PidFd.Wait(monitor, (int)MonitorsEnd.TotalMilliseconds);
        stopped?.Invoke(id);
    }

    private void GiveRuntime(string id, OciRuntimeChoice choice)
    {
        // One that is removed at its end has just gone.
        using var lease = store.TryLeaseExisting(id);
        if (lease is null || lease.Config.Runtime == choice.Path) return;
        log.ChangingRuntime(lease.Config.Name, choice.Path);
        lease.Reconfigure(lease.Config with { Runtime = choice.Path, Spec = lease.Config.Spec with { OciRuntime = choice.Name } });
    }
}
