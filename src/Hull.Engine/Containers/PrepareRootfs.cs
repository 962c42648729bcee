using Hull.Core;
using Hull.Engine.Runtime;
using Hull.Linux;
using Hull.Linux.Files;

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
        var owner = config.IdMaps is { } maps ? (maps.HostUser(user.Uid), maps.HostGroup(user.Gid)) : (user.Uid, user.Gid);
        using var made = SafePath.MakeDirectories(root, config.WorkDir, DirectoryMode, owner);
    }

    /// <summary>Makes a symbolic link of the host's once more, in place of whatever file or link stands there.</summary>
    /// <param name="rootfs">The mounted root file system.</param>
    /// <param name="path">Where, inside.</param>
    /// <param name="target">What the link says.</param>
    /// <exception cref="EngineException">Conflict: a directory stands there.</exception>
    public static void MakeLink(string rootfs, string path, string target)
    {
        using var root = SafePath.OpenRoot(rootfs);
        using var parent = SafePath.MakeDirectories(root, Path.GetDirectoryName(path)!, DirectoryMode);
        using var directory = DirectoryHandle.Open(parent);
        var name = RawPath.Of(Path.GetFileName(path));
        if (directory.TryStatus(name.Bytes) is { Type: FileType.Directory })
            throw new EngineException(ErrorKind.Conflict, $"{path}: a directory is where the link is to be", "name another destination");
        directory.Unlink(name.Bytes);
        directory.TryMakeSymbolicLink(name.Bytes, RawPath.Of(target).Bytes);
    }

    // A mount at, below or above it: the runtime mounts first and enters the directory after that.
    private static bool ComesWithMount(ContainerConfig config) => MountTargets.Of(config.Spec).Any(target =>
        IsWithin(target, config.WorkDir) || IsWithin(config.WorkDir, target));

    private static bool IsWithin(string path, string directory)
    {
        var start = directory.TrimEnd('/');
        return path.StartsWith(start, StringComparison.Ordinal) && (path.Length == start.Length || path[start.Length] == '/');
    }
}
