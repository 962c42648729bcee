using Hull.Core;
using Hull.Engine.Networks;

namespace Hull.Engine.Containers;

/// <content>Networks.</content>
public sealed partial class ContainerVerbs
{
    /// <summary>The ports that a container publishes: its own, or those of the container whose network it shares.</summary>
    /// <param name="nameOrId">The container.</param>
    /// <exception cref="EngineException">NotFound; InvalidArgument: the beginning of several ids.</exception>
    public IReadOnlyList<PortMapping> Ports(string nameOrId) => NetworkOwner(_rooms.Store.Find(nameOrId)).Config.Spec.PortMappings ?? [];

    /// <summary>The container whose network namespace a container uses: itself, unless it joined another's.</summary>
    /// <param name="record">The container as last read.</param>
    public ContainerRecord NetworkOwner(ContainerRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        // A container joins one that was made before it, so this ends; one that is gone leaves the last that is there.
        while (record.Config.Spec.NetworkNamespace is { Mode: "container", Value: { } id } && _rooms.Store.TryFind(id) is { } owner) record = owner;
        return record;
    }
}
