using System.Globalization;
using Hull.Core;
using Hull.Engine.Store;

namespace Hull.Engine.Containers;

/// <summary>Finds the namespace files that a container joins: of other containers, which must run at this moment.</summary>
internal static class ContainerNamespaces
{
    /// <summary>Namespace files by the runtime specification's type.</summary>
    /// <exception cref="EngineException">InvalidState: the other container does not run.</exception>
    public static IReadOnlyDictionary<string, string> Of(ContainerConfig config, ContainerStore store)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(files, store, "pid", "pid", config.Spec.PidNamespace);
        Add(files, store, "network", "net", config.Spec.NetworkNamespace);
        Add(files, store, "ipc", "ipc", config.Spec.IpcNamespace);
        Add(files, store, "uts", "uts", config.Spec.UtsNamespace);
        Add(files, store, "cgroup", "cgroup", config.Spec.CgroupNamespace);
        Add(files, store, "user", "user", config.Spec.UserNamespace);
        return files;
    }

    /// <summary>
    /// Makes ready what is mounted on /dev/shm of the container: shared memory belongs to the IPC namespace, so one that is joined brings the directory of
    /// whoever owns it.
    /// </summary>
    /// <param name="config">The container.</param>
    /// <param name="store">Where the owner is found.</param>
    /// <param name="paths">The store.</param>
    /// <returns>What to bind; null where the container gets one of its own.</returns>
    public static string? SharedMemory(ContainerConfig config, ContainerStore store, StorePaths paths)
    {
        if (config.Spec.IpcNamespace.Mode == "host") return "/dev/shm";
        if (config.Spec.IpcNamespace.Mode != "container") return null;
        var place = Path.Join(paths.ContainerMounts(config.Id), "shm");
        LendSharedMemory.Run(Running(store, "ipc", config.Spec.IpcNamespace), place);
        return place;
    }

    private static void Add(Dictionary<string, string> files, ContainerStore store, string type, string file, NamespaceMode mode)
    {
        if (mode.Mode == "path") files[type] = mode.Value ?? "";
        if (mode.Mode != "container") return;
        var other = Running(store, type, mode);
        files[type] = string.Create(CultureInfo.InvariantCulture, $"/proc/{other.State.Pid}/ns/{file}");
    }

    private static ContainerRecord Running(ContainerStore store, string type, NamespaceMode mode)
    {
        var other = store.Find(mode.Value ?? "");
        if (other.State.Status == ContainerStatus.Running && ExitObservation.IsAlive(other.State)) return other;
        throw new EngineException(
            ErrorKind.InvalidState, $"joining the {type} namespace of container {other.Config.Name}: it does not run: container state improper",
            $"start it with `hull start {other.Config.Name}`");
    }
}
