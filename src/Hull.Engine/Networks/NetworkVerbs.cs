using Hull.Core;
using Hull.Engine.Containers;

namespace Hull.Engine.Networks;

/// <summary>Verbs on networks.</summary>
public sealed class NetworkVerbs
{
    private readonly ContainerRooms _rooms;

    internal NetworkVerbs(ContainerRooms rooms) => _rooms = rooms;

    /// <summary>
    /// Sets a running container's network up again, for after another program has flushed the packet filter or deleted the bridge. What
    /// containers share is made anew, so all of the network are served with it.
    /// </summary>
    /// <param name="nameOrId">The container.</param>
    /// <returns>Its id.</returns>
    /// <exception cref="EngineException">NotFound. InvalidState: it does not run. Unsupported: its network is not the bridge.</exception>
    public string Reload(string nameOrId)
    {
        using var lease = _rooms.Store.Lease(_rooms.Store.Find(nameOrId).Config.Id);
        if (lease.State.Status is not (ContainerStatus.Running or ContainerStatus.Paused) || !ExitObservation.IsAlive(lease.State))
        {
            throw new EngineException(
                ErrorKind.InvalidState, $"cannot reload network unless container network has been configured: container {lease.Config.Name} is not running: container state improper");
        }
        if (lease.Config.Spec.NetworkNamespace.Mode != "bridge")
        {
            throw new EngineException(
                ErrorKind.Unsupported, $"reloading the network of container {lease.Config.Name}: network mode {lease.Config.Spec.NetworkNamespace.Mode} has nothing that could be reloaded");
        }
        _rooms.Networks.Reload();
        return lease.Id;
    }
}
