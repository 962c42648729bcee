using Hull.Core;

namespace Hull.Engine.Containers;

/// <summary>Finds the containers whose namespaces a request joins, so that what is decided holds their ids and outlives a change of name.</summary>
internal static class JoinedNamespaces
{
    /// <summary>The request with the full id in each mode `container`.</summary>
    /// <param name="spec">What was asked.</param>
    /// <param name="store">The containers.</param>
    /// <exception cref="EngineException">NotFound: there is no such container; InvalidArgument: the beginning of several ids.</exception>
    public static ContainerSpec WithIds(ContainerSpec spec, ContainerStore store) => spec with
    {
        PidNamespace = WithId("pid", spec.PidNamespace, store),
        IpcNamespace = WithId("ipc", spec.IpcNamespace, store),
        UtsNamespace = WithId("uts", spec.UtsNamespace, store),
        CgroupNamespace = WithId("cgroup", spec.CgroupNamespace, store),
        NetworkNamespace = WithId("net", spec.NetworkNamespace, store),
        UserNamespace = WithId("user", spec.UserNamespace, store),
        DependencyContainers = spec.DependencyContainers is { Count: > 0 } required ? [.. required.Select(name => Required(name, store))] : null,
    };

    /// <summary>Whether a container joins a namespace of another one, or requires it.</summary>
    /// <param name="spec">What was decided for the first.</param>
    /// <param name="id">The other's full id.</param>
    public static bool Joins(ContainerSpec spec, string id)
    {
        ReadOnlySpan<NamespaceMode> modes =
        [
            spec.PidNamespace, spec.IpcNamespace, spec.UtsNamespace, spec.CgroupNamespace, spec.NetworkNamespace, spec.UserNamespace,
        ];
        foreach (var mode in modes)
            if (mode.Mode == "container" && mode.Value == id) return true;
        return spec.DependencyContainers?.Contains(id) == true;
    }

    private static string Required(string name, ContainerStore store)
    {
        try
        {
            return store.Find(name).Config.Id;
        }
        catch (EngineException e)
        {
            throw new EngineException(e.Kind, $"dependency container \"{name}\" not found: {e.Message}", e.Hint, e);
        }
    }

    private static NamespaceMode WithId(string type, NamespaceMode mode, ContainerStore store)
    {
        if (mode is not { Mode: "container", Value.Length: > 0 }) return mode;
        try
        {
            var other = store.Find(mode.Value).Config;
            // Podman's words. Who asked for a private namespace keeps it.
            if (type == "ipc" && other.Spec.IpcNamespace.Mode == "private")
                throw new EngineException(ErrorKind.InvalidArgument, $"joining IPC of container {other.Id} is not allowed: non-shareable IPC (hint: use IpcMode:shareable for the donor container)");
            return mode with { Value = other.Id };
        }
        catch (EngineException e) when (e.Kind != ErrorKind.InvalidArgument)
        {
            throw new EngineException(e.Kind, $"looking up container to share {type} namespace with: {e.Message}", e.Hint, e);
        }
    }
}
