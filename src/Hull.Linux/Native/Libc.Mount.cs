using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Native;

// Mounts: mount(2), umount2(2) and the calls that build mounts piece by piece (fsopen, fsconfig, fsmount, open_tree, move_mount,
// mount_setattr), whose numbers are the same on x86-64 and arm64.
internal static unsafe partial class Libc
{
    public const uint AT_RECURSIVE = 0x8000;

    public const ulong MS_REMOUNT = 32;
    public const ulong MS_BIND = 4096;
    public const ulong MS_REC = 16384;
    public const ulong MS_UNBINDABLE = 1 << 17;
    public const ulong MS_PRIVATE = 1 << 18;
    public const ulong MS_SLAVE = 1 << 19;
    public const ulong MS_SHARED = 1 << 20;

    public const int MNT_DETACH = 2;
    public const int UMOUNT_NOFOLLOW = 8;

    public const uint FSCONFIG_SET_FLAG = 0;
    public const uint FSCONFIG_SET_STRING = 1;
    public const uint FSCONFIG_CMD_CREATE = 6;

    private const uint FSOPEN_CLOEXEC = 1;
    private const uint FSMOUNT_CLOEXEC = 1;
    private const uint OPEN_TREE_CLONE = 1;
    private const uint MOVE_MOUNT_F_EMPTY_PATH = 4;
    private const uint MOVE_MOUNT_T_EMPTY_PATH = 0x40;

    private const long NR_open_tree = 428;
    private const long NR_move_mount = 429;
    private const long NR_fsopen = 430;
    private const long NR_fsconfig = 431;
    private const long NR_fsmount = 432;
    private const long NR_mount_setattr = 442;

    /// <summary>struct mount_attr.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct MountAttributes
    {
        public ulong Set;
        public ulong Clear;
        public ulong Propagation;
        public ulong UserNamespace;
    }

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int mount(string? source, string target, string? type, ulong flags, string? data);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int umount2(string target, int flags);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial long SyscallFsOpen(long number, string type, uint flags);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial long SyscallFsConfig(long number, SafeHandle context, uint command, string? key, string? value, int auxiliary);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    private static partial long SyscallFsMount(long number, SafeHandle context, uint flags, uint attributes);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial long SyscallOpenTree(long number, int directory, string path, uint flags);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial long SyscallOpenTreeAt(long number, SafeHandle directory, string path, uint flags);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial long SyscallMoveMount(long number, SafeHandle from, string fromPath, int to, string toPath, uint flags);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial long SyscallMoveMountAt(long number, SafeHandle from, string fromPath, SafeHandle to, string toPath, uint flags);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial long SyscallMountSetAttr(long number, int directory, string path, uint flags, MountAttributes* attributes, nuint size);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial long SyscallMountSetAttrAt(long number, SafeHandle mount, string path, uint flags, MountAttributes* attributes, nuint size);

    /// <summary>fsopen(2).</summary>
    public static SafeFileHandle FsOpen(string type) => Adopt(SyscallFsOpen(NR_fsopen, type, FSOPEN_CLOEXEC), "fsopen", type);

    /// <summary>fsconfig(2); −1 and <see cref="Errno"/> when refused.</summary>
    public static int FsConfig(SafeHandle context, uint command, string? key = null, string? value = null)
        => (int)SyscallFsConfig(NR_fsconfig, context, command, key, value, 0);

    /// <summary>fsmount(2); null and <see cref="Errno"/> when refused.</summary>
    public static SafeFileHandle? TryFsMount(SafeHandle context, uint attributes)
    {
        var result = SyscallFsMount(NR_fsmount, context, FSMOUNT_CLOEXEC, attributes);
        return result < 0 ? null : new SafeFileHandle((nint)result, ownsHandle: true);
    }

    /// <summary>open_tree(2) with OPEN_TREE_CLONE.</summary>
    public static SafeFileHandle CloneTree(string path, bool recursive)
        => Adopt(SyscallOpenTree(NR_open_tree, AT_FDCWD, path, CloneFlags(recursive)), "open_tree", path);

    /// <inheritdoc cref="CloneTree(string, bool)"/>
    public static SafeFileHandle CloneTree(SafeHandle file, bool recursive)
        => Adopt(SyscallOpenTreeAt(NR_open_tree, file, "", CloneFlags(recursive) | AT_EMPTY_PATH), "open_tree", "");

    /// <summary>move_mount(2) of a detached mount to a path.</summary>
    public static int MoveMount(SafeHandle mount, string target)
        => (int)SyscallMoveMount(NR_move_mount, mount, "", AT_FDCWD, target, MOVE_MOUNT_F_EMPTY_PATH);

    /// <summary>move_mount(2) of a detached mount onto an open file or folder.</summary>
    public static int MoveMount(SafeHandle mount, SafeHandle target)
        => (int)SyscallMoveMountAt(NR_move_mount, mount, "", target, "", MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH);

    /// <summary>mount_setattr(2) on a path.</summary>
    public static int MountSetAttr(string path, bool recursive, MountAttributes attributes)
        => (int)SyscallMountSetAttr(NR_mount_setattr, AT_FDCWD, path, recursive ? AT_RECURSIVE : 0, &attributes, (nuint)sizeof(MountAttributes));

    /// <summary>mount_setattr(2) on a mount's descriptor.</summary>
    public static int MountSetAttr(SafeHandle mount, bool recursive, MountAttributes attributes)
        => (int)SyscallMountSetAttrAt(
            NR_mount_setattr, mount, "", AT_EMPTY_PATH | (recursive ? AT_RECURSIVE : 0), &attributes, (nuint)sizeof(MountAttributes));

    // OPEN_TREE_CLOEXEC is O_CLOEXEC.
    private static uint CloneFlags(bool recursive) => OPEN_TREE_CLONE | O_CLOEXEC | (recursive ? AT_RECURSIVE : 0);

    private static SafeFileHandle Adopt(long result, string call, string path)
        => new((nint)Check(result, call, path), ownsHandle: true);
}
