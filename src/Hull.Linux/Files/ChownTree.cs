using Hull.Core;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Files;

/// <summary>Gives a tree to an owner. No symbolic link is followed, whoever changes the tree meanwhile; set-id bits, which the kernel takes away, come back.</summary>
public static class ChownTree
{
    private const uint SetIdBits = 0xC00; // 06000

    /// <summary>Gives away a file, or a directory and all in it. One whose top belongs to the owner already is left alone.</summary>
    /// <param name="top">What was found; a link is given away itself.</param>
    /// <param name="uid">The owner.</param>
    /// <param name="gid">The group.</param>
    /// <returns>Whether anything was to be done.</returns>
    /// <exception cref="EngineException">The kernel refused; what was given away by then stays so, and the top is not among it.</exception>
    public static bool Run(SafeFileHandle top, uint uid, uint gid)
    {
        ArgumentNullException.ThrowIfNull(top);
        var status = SafePath.Status(top);
        if (status.Uid == uid && status.Gid == gid) return false;
        if (status.Type == FileType.Directory)
        {
            using var directory = DirectoryHandle.Open(top);
            Below(directory, uid, gid);
            FileMetadata.SetOwner(directory.Handle, uid, gid);
            // A directory's bits stay as they are.
            return true;
        }
        FileMetadata.SetPathOwner(top, uid, gid);
        if (status.Type == FileType.Regular && (status.Mode & SetIdBits) != 0) FileMetadata.SetPathMode(top, status.Mode);
        return true;
    }

    private static void Below(DirectoryHandle directory, uint uid, uint gid)
    {
        foreach (var name in directory.ReadNames())
        {
            if (directory.TryStatus(name.Bytes) is not { } status) continue;
            if (status.Type == FileType.Directory)
            {
                using var inner = directory.TryOpenDirectory(name.Bytes);
                if (inner is not null) Below(inner, uid, gid);
            }
            if (status.Uid == uid && status.Gid == gid) continue;
            directory.SetOwner(name.Bytes, uid, gid);
            if (status.Type == FileType.Regular && (status.Mode & SetIdBits) != 0) Restore(directory, name, status.Mode);
        }
    }

    // By the open file: a link that has taken its place meanwhile must not lead anywhere.
    private static void Restore(DirectoryHandle directory, RawPath name, uint mode)
    {
        using var file = directory.TryOpenFile(name.Bytes);
        if (file is not null && SafePath.Status(file).Type == FileType.Regular) FileMetadata.SetMode(file, mode);
    }
}
