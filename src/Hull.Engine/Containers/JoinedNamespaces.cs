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
    };

    private static NamespaceMode WithId(string type, NamespaceMode mode, ContainerStore store)
    {
        if (mode is not { Mode: "container", Value.Length: > 0 }) return mode;
        try
        {
            return mode with { Value = store.Find(mode.Value).Config.Id };
        }
        catch (EngineException e)
        {
            throw new EngineException(e.Kind, $"looking up container to share {type} namespace with: {e.Message}", e.Hint, e);
        }
    }
}
