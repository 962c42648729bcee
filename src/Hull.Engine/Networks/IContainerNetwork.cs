using Hull.Engine.Containers;

namespace Hull.Engine.Networks;

/// <summary>A way for a container with a network namespace of its own to reach others: the bridge, pasta, slirp4netns.</summary>
internal interface IContainerNetwork
{
    /// <summary>Joins the namespace to the network and publishes the container's ports. What was made is undone when it fails.</summary>
    /// <param name="config">The container.</param>
    /// <param name="namespacePath">The file that holds its network namespace.</param>
    /// <exception cref="Hull.Core.EngineException">Conflict: a port or address is taken, with its owner; else what failed on what.</exception>
    NetworkAttachment Connect(ContainerConfig config, string namespacePath);

    /// <summary>Takes all of it down, also what a killed <see cref="Connect"/> left behind. May be repeated.</summary>
    /// <param name="config">The container.</param>
    /// <param name="attachments">What <see cref="Connect"/> gave, as far as it was recorded.</param>
    void Disconnect(ContainerConfig config, IReadOnlyList<NetworkAttachment> attachments);
}
