using System.Text;
using Hull.Core;

namespace Hull.Linux.Files;

/// <summary>Gives every file of a tree another owner; no link is followed. The permission bits and capabilities that the kernel takes away with the owner come back.</summary>
public static class ShiftOwners
{
    private static readonly RawPath Capabilities = new("security.capability"u8.ToArray());
    private const uint SetId = 0xC00; // 06000

    /// <summary>Changes the owners.</summary>
    /// <param name="path">The tree's root, changed too.</param>
    /// <param name="user">The new owner of an old one.</param>
    /// <param name="group">The new group of an old one.</param>
    /// <exception cref="EngineException">The kernel refused; some may be changed then.</exception>
    public static void Of(string path, Func<uint, uint> user, Func<uint, uint> group)
    {
        using var directory = DirectoryHandle.Open(path);
        Below(directory, user, group);
        var status = directory.Status;
        FileMetadata.SetOwner(directory.Handle, user(status.Uid), group(status.Gid));
        FileMetadata.SetMode(directory.Handle, status.Mode);
    }

    private static void Below(DirectoryHandle directory, Func<uint, uint> user, Func<uint, uint> group)
    {
        // A file with several names would be shifted once for each of them.
        var shifted = new HashSet<ulong>();
        Walk(directory, user, group, shifted);
    }

    private static void Walk(DirectoryHandle directory, Func<uint, uint> user, Func<uint, uint> group, HashSet<ulong> shifted)
    {
        foreach (var name in directory.ReadNames())
        {
            if (directory.TryStatus(name.Bytes) is not { } status) continue;
            if (status.Type == FileType.Directory)
            {
                using var below = directory.TryOpenDirectory(name.Bytes)
                    ?? throw new EngineException(ErrorKind.Internal, $"changing owners: directory {Encoding.UTF8.GetString(name.Bytes)} has gone");
                Walk(below, user, group, shifted);
            }
            else if (status.LinkCount > 1 && !shifted.Add(status.Inode))
            {
                continue;
            }

            Shift(directory, name, status, user(status.Uid), group(status.Gid));
        }
    }

    private static void Shift(DirectoryHandle directory, RawPath name, FileStatus status, uint user, uint group)
    {
        var kept = status.Type == FileType.Regular ? directory.ReadXattrs(name.Bytes).Find(attribute => attribute.Name.Equals(Capabilities)) : default;
        directory.SetOwner(name.Bytes, user, group);
        if (status.Type == FileType.SymbolicLink) return;
        if ((status.Mode & SetId) != 0) directory.SetMode(name.Bytes, status.Mode);
        if (!kept.Name.IsEmpty) directory.TrySetXattr(name.Bytes, kept);
    }
}
