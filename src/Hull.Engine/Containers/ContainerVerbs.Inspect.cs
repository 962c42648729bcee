using Hull.Core;
using Hull.Engine.Containers.Inspect;

namespace Hull.Engine.Containers;

/// <content>Inspect.</content>
public sealed partial class ContainerVerbs
{
    /// <summary>Everything there is to tell of a container, with what is observed now.</summary>
    /// <param name="nameOrId">The container.</param>
    /// <param name="size">Whether the sizes of its files are added up, which takes as long as it has files.</param>
    /// <exception cref="EngineException">NotFound; InvalidArgument: the beginning of several ids.</exception>
    public InspectedContainer Inspect(string nameOrId, bool size = false)
    {
        // The words are those of podman inspect, which differ from the other verbs'.
        if (!Exists(nameOrId)) throw new EngineException(ErrorKind.NotFound, $"no such container \"{nameOrId}\"");
        var record = Get(nameOrId);
        return _rooms.Inspect.Run(record, NetworkOwner(record), size);
    }
}
