using Hull.Core;
using Hull.Engine.Events;

namespace Hull.Engine.Containers;

/// <content>Pause, unpause, restart, rename.</content>
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
