using Hull.Core;
using Hull.Engine.Store;
using Hull.Linux.FileLocks;
using Hull.Linux.Mounts;

namespace Hull.Engine.Containers.Ids;

/// <summary>
/// A directory to which every id can go, in a user's own mount namespace: the user's run root lies below /run/user/UID, which the kernel lets nobody
/// but the user pass. It is a small tmpfs over a directory of sysfs in which an ordinary user sees nothing anyway; nobody outside of the namespace
/// sees it, and with the namespace it goes.
/// </summary>
internal static class PassableDirectory
{
    private const string Source = "hull-users";

    private static readonly string[] Candidates = ["/sys/kernel/debug", "/sys/kernel/tracing", "/sys/fs/pstore", "/sys/fs/bpf"];

    /// <summary>Where it is, if it is there already.</summary>
    /// <returns>The directory, or null.</returns>
    public static string? Find() => MountTable.Read().LastOrDefault(static entry => entry.Source == Source)?.MountPoint;

    /// <summary>Makes it where it is not there yet.</summary>
    /// <param name="paths">The store, whose lock keeps two from making it.</param>
    /// <returns>The directory.</returns>
    /// <exception cref="EngineException">Unsupported: no directory to lay it over; or the kernel refused.</exception>
    public static string Make(StorePaths paths)
    {
        using var held = FileLock.Acquire(paths.Lock("users"));
        if (Find() is { } there) return there;
        var target = Candidates.FirstOrDefault(Directory.Exists) ?? throw new EngineException(
            ErrorKind.Unsupported, $"user namespace without the user: none of {string.Join(", ", Candidates)} is there to hold a way for its root",
            "use --userns=keep-id, or a --runroot that every user may pass to");
        Mount.FileSystem("tmpfs", Source, target, MountFlags.NoSetUserId | MountFlags.NoDevices, "mode=0711,size=1m");
        // Who binds /sys into a container does not bind this with it.
        Mount.SetPropagation(target, Propagation.Unbindable);
        return target;
    }
}
