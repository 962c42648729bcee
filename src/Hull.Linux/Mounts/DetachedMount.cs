using System.Runtime.InteropServices;
using Hull.Core;
using Hull.Linux.Native;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Mounts;

/// <summary>
/// A mount that is not in any folder tree yet: made ready out of sight and attached whole, so nobody ever sees it half done. Disposed
/// without being attached, it is gone.
/// </summary>
public sealed class DetachedMount : IDisposable
{
    private const ulong AttributeReadOnly = 1;
    private const ulong AttributeNoSuid = 2;
    private const ulong AttributeNoDev = 4;
    private const ulong AttributeNoExec = 8;
    private const ulong AttributeAccessTimeMask = 0x70;
    private const ulong AttributeNoAccessTime = 0x10;
    private const ulong AttributeNoDirectoryAccessTime = 0x80;
    private const ulong AttributeIdMap = 0x100000;
    private const ulong AttributeNoSymbolicLinks = 0x200000;

    private readonly SafeFileHandle _mount;

    internal DetachedMount(SafeFileHandle mount) => _mount = mount;

    /// <summary>The descriptor of its root, usable as a folder.</summary>
    public SafeFileHandle Handle => _mount;

    /// <summary>A copy of what is mounted at a path (open_tree).</summary>
    /// <param name="path">A file or folder.</param>
    /// <param name="recursive">Whether mounts below come along.</param>
    /// <exception cref="EngineException">The path is missing, or the mount may not be copied.</exception>
    public static DetachedMount CloneOf(string path, bool recursive = false) => new(Libc.CloneTree(path, recursive));

    /// <summary>A copy of what an open file or folder stands for.</summary>
    public static DetachedMount CloneOf(SafeHandle file, bool recursive = false) => new(Libc.CloneTree(file, recursive));

    /// <summary>Adds flags.</summary>
    /// <exception cref="EngineException">Refused.</exception>
    public void AddFlags(MountFlags flags, bool recursive = false)
        => Libc.Check(Libc.MountSetAttr(_mount, recursive, Translate(flags)), "mount_setattr", flags.ToString());

    /// <summary>Shows its files with the owners that a user namespace's mapping gives (MOUNT_ATTR_IDMAP, kernel 5.12).</summary>
    /// <param name="userNamespace">A user namespace's file.</param>
    /// <exception cref="EngineException">The file system cannot be mapped (EINVAL), or the right over it is missing (EPERM).</exception>
    public void MapIds(SafeHandle userNamespace)
    {
        var taken = false;
        try
        {
            userNamespace.DangerousAddRef(ref taken);
            var attributes = new Libc.MountAttributes { Set = AttributeIdMap, UserNamespace = (ulong)userNamespace.DangerousGetHandle() };
            Libc.Check(Libc.MountSetAttr(_mount, false, attributes), "mount_setattr", "idmap");
        }
        finally
        {
            if (taken) userNamespace.DangerousRelease();
        }
    }

    /// <summary>Puts it into the tree at a path.</summary>
    /// <exception cref="EngineException">The target is missing or of another sort.</exception>
    public void Attach(string target) => Libc.Check(Libc.MoveMount(_mount, target), "move_mount", target);

    /// <summary>Puts it into the tree onto an open file or folder, which a path resolved inside a container's root gives safely.</summary>
    /// <exception cref="EngineException">The target is of another sort.</exception>
    public void Attach(SafeHandle target) => Libc.Check(Libc.MoveMount(_mount, target), "move_mount");

    /// <inheritdoc/>
    public void Dispose() => _mount.Dispose();

    /// <summary>mount(2)'s flags as mount_attr's.</summary>
    internal static Libc.MountAttributes Translate(MountFlags flags)
    {
        var attributes = new Libc.MountAttributes
        {
            Set = Bit(MountFlags.ReadOnly, AttributeReadOnly) | Bit(MountFlags.NoSetUserId, AttributeNoSuid)
                | Bit(MountFlags.NoDevices, AttributeNoDev) | Bit(MountFlags.NoExecute, AttributeNoExec)
                | Bit(MountFlags.NoSymbolicLinks, AttributeNoSymbolicLinks) | Bit(MountFlags.NoAccessTime, AttributeNoAccessTime)
                | Bit(MountFlags.NoDirectoryAccessTime, AttributeNoDirectoryAccessTime),
        };
        // Access time is a number of several bits, which must be cleared to be set.
        if (flags.HasFlag(MountFlags.NoAccessTime)) attributes.Clear = AttributeAccessTimeMask;
        return attributes;

        ulong Bit(MountFlags flag, ulong value) => flags.HasFlag(flag) ? value : 0;
    }
}
