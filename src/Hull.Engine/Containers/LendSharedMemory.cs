using Hull.Core;
using Hull.Linux.Mounts;
using Hull.Linux.Namespaces;

namespace Hull.Engine.Containers;

/// <summary>
/// Puts /dev/shm of a running container at a place for another one. The kernel binds nothing by a path that leads into another mount namespace; but
/// a mount can be picked up there and put down here.
/// </summary>
internal static class LendSharedMemory
{
    private const string SharedMemory = "/dev/shm";

    /// <summary>Does it.</summary>
    /// <param name="owner">The container whose IPC namespace is joined; it runs.</param>
    /// <param name="place">Where: a directory that is made, below those that a container's end takes off.</param>
    /// <exception cref="EngineException">InvalidState: it has ended; or the kernel refuses.</exception>
    public static void Run(ContainerRecord owner, string place)
    {
        using var theirs = NamespaceFile.TryOpen(owner.State.Pid, NamespaceKinds.Mount)
            ?? throw new EngineException(ErrorKind.InvalidState, $"joining the ipc namespace of container {owner.Config.Name}: it has ended: container state improper");
        using var mount = IsolatedThread.Run([new NamespaceEntry(theirs, NamespaceKinds.Mount)], NamespaceKinds.None, static () => DetachedMount.CloneOf(SharedMemory));
        Directory.CreateDirectory(place);
        mount.Attach(place);
    }
}
