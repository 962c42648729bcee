using Hull.Core;
using Hull.Engine.Events;

namespace Hull.Engine.Containers;

/// <content>Initialize, pause, unpause, restart, update, rename.</content>
public sealed partial class ContainerVerbs
{
    /// <summary>Freezes all processes of a container.</summary>
    /// <param name="nameOrId">The container.</param>
    /// <exception cref="EngineException">InvalidState: it does not run; Unsupported: it has no cgroup.</exception>
    public void Pause(string nameOrId) => _rooms.Pause.Pause(_rooms.Store.Find(nameOrId).Config.Id);

    /// <summary>Lets a paused container's processes go on.</summary>
    /// <param name="nameOrId">The container.</param>
    /// <exception cref="EngineException">InvalidState: it is not paused.</exception>
    public void Unpause(string nameOrId) => _rooms.Pause.Unpause(_rooms.Store.Find(nameOrId).Config.Id);

    /// <summary>Stops a container and starts it again; one that does not run is only started. A container that is removed at its exit stays.</summary>
    /// <param name="nameOrId">The container.</param>
    /// <param name="timeout">Seconds between the stop signal and SIGKILL; null is the container's own.</param>
    /// <exception cref="EngineException">InvalidState: it is paused; else as start.</exception>
    public void Restart(string nameOrId, uint? timeout = null)
    {
        var id = _rooms.Store.Find(nameOrId).Config.Id;
        _rooms.Stop.Run(id, timeout, restarting: true);
        using var lease = _rooms.Store.Lease(id);
        // Somebody else may have started it meanwhile.
        if (!IsRunning(lease.State)) _rooms.Start.Run(lease, _ => true);
        _rooms.Events.Container(EventStatus.Restart, lease.Config);
    }

    /// <summary>Does all of a start but the start: mounts, network, specification; the container's process waits for the start.</summary>
    /// <param name="nameOrId">The container.</param>
    /// <exception cref="EngineException">InvalidState: it is initialized already, or runs; else as start.</exception>
    public void Initialize(string nameOrId)
    {
        WarmUp(_rooms.Store.Find(nameOrId).Config.Spec);
        using var lease = LeaseOf(nameOrId);
        _rooms.Start.Initialize(lease);
    }

    /// <summary>
    /// Changes a container's limits, which hold at once where it runs, its restart policy and health checks, and its variables and ulimits, which
    /// hold from the next start. All else that the change touches is left as it was.
    /// </summary>
    /// <param name="nameOrId">The container.</param>
    /// <param name="change">Makes of what holds what is asked.</param>
    /// <returns>The container as it is now; its config holds what is to be warned of.</returns>
    /// <exception cref="EngineException">InvalidArgument, Unsupported: what is asked cannot be; then nothing has changed.</exception>
    public ContainerRecord Update(string nameOrId, Func<ContainerSpec, ContainerSpec> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return _rooms.Update.Run(_rooms.Store.Find(nameOrId).Config.Id, change);
    }

    /// <summary>Gives a container another name. Its host name inside stays what it was.</summary>
    /// <param name="nameOrId">The container.</param>
    /// <param name="newName">The new name.</param>
    /// <exception cref="EngineException">InvalidArgument: not a name; Conflict: it is in use.</exception>
    public void Rename(string nameOrId, string newName)
    {
        if (!ContainerName.IsValid(newName))
        {
            throw new EngineException(
                ErrorKind.InvalidArgument, "names must match [a-zA-Z0-9][a-zA-Z0-9_.-]*: invalid argument", "begin with a letter or digit");
        }
        using var lease = LeaseOf(nameOrId);
        if (lease.Config.Name == newName) return;
        lease.Reconfigure(lease.Config with { Name = newName, Spec = lease.Config.Spec with { Name = newName } });
        _rooms.Events.Container(EventStatus.Rename, lease.Config);
    }
}
