using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Containers;
using Hull.Engine.Store;
using Hull.Linux.Namespaces;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Networks;

/// <summary>
/// The networks of containers, and the one place that chooses between them. A container of such a network has a namespace of the engine's
/// making, held by a file that its id names; with the namespace go the devices in it.
/// </summary>
internal sealed class ContainerNetworks
{
    private readonly StorePaths _paths;
    private readonly AddressBook _book;
    private readonly BridgeNetwork _bridge;
    private readonly PastaNetwork _pasta;
    private readonly SlirpNetwork _slirp;
    private readonly ILogger _log;

    public ContainerNetworks(StorePaths paths, EngineSettings settings, StateDatabase database, ContainerStore store, ILogger log)
    {
        _paths = paths;
        _log = log;
        _book = new AddressBook(database);
        var name = settings.Network.DefaultNetwork;
        var restore = new RestoreContainers(store, _book, log);
        var device = new BridgeDevice(paths.Lock("network"), name, settings.Network.DefaultSubnet, _book, restore, log);
        _pasta = new PastaNetwork(paths, settings, _book, log);
        _slirp = new SlirpNetwork(paths, settings, _book, log);
        _bridge = new BridgeNetwork(name, _book, device, restore, log);
    }

    /// <summary>The network of a container; null where its namespace is not of our making, or has no network.</summary>
    public IContainerNetwork? For(ContainerConfig config) => config.Spec.NetworkNamespace.Mode switch
    {
        "bridge" => _bridge,
        "pasta" => _pasta,
        "slirp4netns" => _slirp,
        _ => null,
    };

    /// <summary>Makes the container's namespace and joins it to its network.</summary>
    /// <param name="config">The container.</param>
    /// <param name="undo">Gets the undo of each effect.</param>
    /// <returns>What it has got; empty where it has no network.</returns>
    /// <exception cref="EngineException">Conflict: a port or address is taken, with its owner; else what failed on what.</exception>
    public IReadOnlyList<NetworkAttachment> Connect(ContainerConfig config, UndoStack undo)
    {
        if (IsMadeByRuntime(config) || For(config) is not { } network) return [];
        return [Join(network, config, undo, PersistentNetwork.Create)];
    }

    /// <summary>
    /// Joins the namespace that the runtime has made to its network: it belongs to the container's own user namespace, which the runtime makes
    /// with it, and so lets the container mount sysfs and change its devices.
    /// </summary>
    /// <param name="config">The container.</param>
    /// <param name="pid">Its process, which waits for its start.</param>
    /// <param name="undo">Gets the undo of each effect.</param>
    /// <returns>What it has got.</returns>
    /// <exception cref="EngineException">As <see cref="Connect"/>.</exception>
    public IReadOnlyList<NetworkAttachment> ConnectMade(ContainerConfig config, int pid, UndoStack undo) =>
        IsMadeByRuntime(config) && For(config) is { } network ? [Join(network, config, undo, path => PersistentNetwork.Adopt(pid, path))] : [];

    private static bool IsMadeByRuntime(ContainerConfig config) => config.IdMaps is not null;

    private NetworkAttachment Join(IContainerNetwork network, ContainerConfig config, UndoStack undo, Action<string> make)
    {
        var path = _paths.NetworkNamespace(config.Id);
        undo.Push($"network namespace {path}", () => PersistentNetwork.Delete(path));
        _log.MakingNamespace(path);
        Directory.CreateDirectory(_paths.NetworkNamespaces, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        make(path);
        undo.Push($"network of container {config.Id}", () => network.Disconnect(config, []));
        return network.Connect(config, path);
    }

    /// <summary>Takes the container's network and its namespace down. May be repeated.</summary>
    public void Disconnect(ContainerConfig config, IReadOnlyList<NetworkAttachment> attachments)
    {
        if (For(config) is not { } network) return;
        network.Disconnect(config, attachments);
        Delete(config.Id);
    }

    /// <summary>Takes down what is left of a container that has no row any more.</summary>
    public void Forget(string id)
    {
        Delete(id);
        _book.Release(id);
    }

    /// <summary>Namespace files by the specification's type: those given, and the one made here.</summary>
    public IReadOnlyDictionary<string, string> AddNamespace(ContainerConfig config, IReadOnlyDictionary<string, string> joined) =>
        IsMadeByRuntime(config) || For(config) is null ? joined : new Dictionary<string, string>(joined, StringComparer.Ordinal) { ["network"] = _paths.NetworkNamespace(config.Id) };

    /// <summary>After a boot no container has a network.</summary>
    public void ResetAfterBoot() => _book.Clear();

    /// <summary>Makes what a network's containers share anew: bridge, addresses, translation, published ports.</summary>
    public void Reload() => _bridge.Reload();

    private void Delete(string id)
    {
        var path = _paths.NetworkNamespace(id);
        _log.DeletingNamespace(path);
        PersistentNetwork.Delete(path);
    }
}
