using Hull.Core;
using Hull.Linux.Native;

namespace Hull.Linux.Mounts;

/// <summary>Mounts and unmounts in the calling thread's mount namespace.</summary>
public static class Mount
{
    /// <summary>Mounts a file system.</summary>
    /// <param name="type">Its type: tmpfs, proc.</param>
    /// <param name="source">What the mount table shows as its source, or the device.</param>
    /// <param name="target">An existing folder.</param>
    /// <param name="flags">Flags of the mount.</param>
    /// <param name="options">Options of the file system joined by commas, or null.</param>
    /// <exception cref="EngineException">The kernel refused; the message names the target.</exception>
    public static void FileSystem(string type, string source, string target, MountFlags flags = MountFlags.None, string? options = null)
        => Libc.Check(Libc.mount(source, target, type, (ulong)flags, options), $"mount {type} at", target);

    /// <summary>Makes a file or folder appear at another place as well.</summary>
    /// <param name="source">An existing file or folder.</param>
    /// <param name="target">An existing file or folder, of the same sort.</param>
    /// <param name="recursive">Whether what is mounted below the source comes along.</param>
    /// <param name="flags">Flags set on the new mount, and with <paramref name="recursive"/> on all that came along.</param>
    /// <exception cref="EngineException">The kernel refused; nothing stays mounted.</exception>
    public static void Bind(string source, string target, bool recursive = false, MountFlags flags = MountFlags.None)
    {
        Libc.Check(Libc.mount(source, target, null, Libc.MS_BIND | (recursive ? Libc.MS_REC : 0), null), $"bind {source} at", target);
        if (flags == MountFlags.None) return;
        try
        {
            AddFlags(target, flags, recursive);
        }
        catch
        {
            _ = Libc.umount2(target, Libc.MNT_DETACH | Libc.UMOUNT_NOFOLLOW);
            throw;
        }
    }

    /// <summary>Adds flags to an existing mount; flags it has stay.</summary>
    /// <param name="target">A mount point.</param>
    /// <param name="flags">Flags to add.</param>
    /// <param name="recursive">Also to all mounts below (kernel 5.12).</param>
    /// <exception cref="EngineException">Refused; Unsupported where the kernel cannot do it recursively.</exception>
    public static void AddFlags(string target, MountFlags flags, bool recursive = false)
    {
        if (Libc.MountSetAttr(target, recursive, DetachedMount.Translate(flags)) == 0) return;
        if (Libc.Errno != Errno.ENOSYS) throw Libc.Error(Libc.Errno, "mount_setattr", target);
        if (recursive)
            throw new EngineException(ErrorKind.Unsupported, $"flags of all mounts below {target}: this kernel has no mount_setattr", "use kernel 5.12 or newer");

        // A remount replaces all flags: those that stand are given again, and in a user namespace the kernel demands them.
        var standing = MountTable.Read().FindLast(entry => entry.MountPoint == target)?.Flags ?? MountFlags.None;
        Libc.Check(Libc.mount(null, target, null, Libc.MS_BIND | Libc.MS_REMOUNT | (ulong)(flags | standing), null), "remount", target);
    }

    /// <summary>Sets the propagation of a mount.</summary>
    /// <exception cref="EngineException">It is no mount point, or the right is missing.</exception>
    public static void SetPropagation(string target, Propagation propagation, bool recursive = false)
    {
        var type = propagation switch
        {
            Propagation.Private => Libc.MS_PRIVATE,
            Propagation.Slave => Libc.MS_SLAVE,
            Propagation.Shared => Libc.MS_SHARED,
            _ => Libc.MS_UNBINDABLE,
        };
        Libc.Check(Libc.mount(null, target, null, type | (recursive ? Libc.MS_REC : 0), null), $"make {propagation} mount", target);
    }

    /// <summary>
    /// Takes the topmost mount off a place at once, even while it is in use; what uses it keeps it until done (MNT_DETACH).
    /// </summary>
    /// <returns>False if nothing is mounted there, or the place does not exist.</returns>
    /// <exception cref="EngineException">The right is missing.</exception>
    public static bool Detach(string target)
    {
        if (Libc.umount2(target, Libc.MNT_DETACH | Libc.UMOUNT_NOFOLLOW) == 0) return true;
        return Libc.Errno is Errno.EINVAL or Errno.ENOENT or Errno.ENOTDIR ? false : throw Libc.Error(Libc.Errno, "umount", target);
    }

    /// <summary>Takes off a mount that nothing uses.</summary>
    /// <returns>False if nothing is mounted there, or the place does not exist.</returns>
    /// <exception cref="EngineException">Conflict: it is in use.</exception>
    public static bool Unmount(string target)
    {
        if (Libc.umount2(target, Libc.UMOUNT_NOFOLLOW) == 0) return true;
        return Libc.Errno is Errno.EINVAL or Errno.ENOENT or Errno.ENOTDIR ? false : throw Libc.Error(Libc.Errno, "umount", target);
    }
}
