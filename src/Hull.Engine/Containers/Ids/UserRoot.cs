using Hull.Core;
using Hull.Engine.Store;
using Hull.Linux;
using Hull.Linux.Files;
using Hull.Linux.Mounts;

namespace Hull.Engine.Containers.Ids;

/// <summary>
/// The root file system once more at a place that the container's own root may go to: the runtime's second half is that root already when it
/// changes into it, and nobody but the engine may enter the store. The place's directory belongs to it, and is closed to all others.
/// </summary>
internal sealed class UserRoot(StorePaths paths, string id)
{
    private const string Leaf = "rootfs";
    private const uint MayPass = 0x1C9; // 0711
    private const uint OthersPass = 1;
    private const uint OwnerOnly = 0x1C0; // 0700

    /// <summary>Makes the place.</summary>
    /// <param name="rootfs">The root file system, mounted.</param>
    /// <param name="maps">The ids of the container.</param>
    /// <param name="ofUser">Whether this is an ordinary user's mount namespace, where a place can be made that no other closes.</param>
    /// <returns>The place.</returns>
    /// <exception cref="EngineException">The kernel refused.</exception>
    public string Make(string rootfs, IdMaps maps, bool ofUser)
    {
        var aside = ofUser && ClosedOnTheWay(maps) is not null;
        var own = aside ? Path.Join(PassableDirectory.Make(paths), id) : paths.UserRoot(id);
        var place = Path.Join(own, Leaf);
        Directory.CreateDirectory(place);
        // Of the run root only this way is open, and nothing but names that are known can be passed through.
        foreach (var directory in aside ? [] : (ReadOnlySpan<string>)[paths.RunRoot, Path.GetDirectoryName(own)!]) SetMode(directory, MayPass);
        SetMode(own, OwnerOnly);
        PathOwner.Set(own, maps.HostUser(0), maps.HostGroup(0));
        Mount.Bind(rootfs, place, recursive: true);
        return place;
    }

    /// <summary>Requires that the container's root can go the way to the place: every runtime goes it as that root.</summary>
    /// <param name="runtime">The runtime's name.</param>
    /// <param name="maps">The ids of the container.</param>
    /// <exception cref="EngineException">PermissionDenied: a directory on the way is closed.</exception>
    public void RequireWay(string runtime, IdMaps maps)
    {
        if (ClosedOnTheWay(maps) is not { } directory) return;
        throw new EngineException(
            ErrorKind.PermissionDenied, $"user namespace: {runtime} runs as the container's root when it enters {paths.RunRoot}, and {directory} lets nobody pass",
            $"use --userns=keep-id, another --runroot, or `chmod o+x {directory}`");
    }

    /// <summary>Takes it away. May be repeated.</summary>
    public void Delete()
    {
        DeleteAt(paths.UserRoot(id));
        if (PassableDirectory.Find() is { } passable) DeleteAt(Path.Join(passable, id));
    }

    private static void DeleteAt(string own)
    {
        while (Mount.Detach(Path.Join(own, Leaf)))
        {
            // A start that was killed may have left one below.
        }

        DeleteTree.Delete(own);
    }

    private string? ClosedOnTheWay(IdMaps maps)
    {
        for (var directory = Path.GetDirectoryName(paths.RunRoot); directory is { Length: > 1 }; directory = Path.GetDirectoryName(directory))
        {
            if (!PathStatus.TryRead(directory, out var status, out _) || (status.Permissions & OthersPass) != 0) continue;
            // Its root may pass by where it could be the owner.
            if (maps.ContainerUser(status.Uid) is null || maps.ContainerGroup(status.Gid) is null) return directory;
        }
        return null;
    }

    private static void SetMode(string directory, uint mode)
    {
        using var handle = DirectoryHandle.Open(directory);
        FileMetadata.SetMode(handle.Handle, mode);
    }
}
