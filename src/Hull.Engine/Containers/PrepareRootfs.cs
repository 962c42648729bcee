using Hull.Core;
using Hull.Engine.Runtime;
using Hull.Linux;

namespace Hull.Engine.Containers;

/// <summary>What a start does inside the mounted root file system before the runtime sees it; every path goes through SafePath.</summary>
internal static class PrepareRootfs
{
    private const uint DirectoryMode = 0x1ED; // 0755

    /// <summary>Makes the image's WORKDIR where the image lacks the directory, owned by the container's user; one asked for must be there (Podman's rule).</summary>
    /// <exception cref="EngineException">InvalidArgument: something that is no directory stands there; CommandNotExecutable: one that was asked for is not there.</exception>
    public static void MakeWorkDir(string rootfs, ContainerConfig config, ResolvedUser user)
    {
        if (config.WorkDir == "/") return;
        using var root = SafePath.OpenRoot(rootfs);
        if (SafePath.TryStatus(root, config.WorkDir) is { } status)
        {
            if (status.Type == FileType.Directory) return;
            throw new EngineException(
                ErrorKind.InvalidArgument, $"workdir \"{config.WorkDir}\" in container {config.Name}: not a directory", "name another with --workdir");
        }
        if (!config.CreateWorkDir)
        {
            if (ComesWithMount(config)) return;
            throw new EngineException(
                ErrorKind.CommandNotExecutable, $"workdir \"{config.WorkDir}\" does not exist on container {config.Name}", "name a directory of the image with --workdir");
        }
        using var made = SafePath.MakeDirectories(root, config.WorkDir, DirectoryMode, (user.Uid, user.Gid));
    }

    // A mount at, below or above it: the runtime mounts first and enters the directory after that.
    private static bool ComesWithMount(ContainerConfig config) => (config.Spec.Mounts ?? []).Any(mount =>
        IsWithin(mount.Destination, config.WorkDir) || IsWithin(config.WorkDir, mount.Destination));

    private static bool IsWithin(string path, string directory)
    {
        var start = directory.TrimEnd('/');
        return path.StartsWith(start, StringComparison.Ordinal) && (path.Length == start.Length || path[start.Length] == '/');
    }
}
