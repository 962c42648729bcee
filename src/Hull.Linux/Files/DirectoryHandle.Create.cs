using Hull.Core;
using Hull.Linux.Native;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Files;

/// <content>Making things. Each says false (or null) when the name is taken already. The umask of the thread takes its bits away.</content>
public sealed unsafe partial class DirectoryHandle
{
    /// <summary>A new regular file, open for writing.</summary>
    /// <exception cref="EngineException">The kernel refused for another reason than that the name is taken; so for all of these.</exception>
    public SafeFileHandle? TryCreateFile(ReadOnlySpan<byte> name, uint mode)
    {
        var buffer = stackalloc byte[NameSize];
        var handle = Libc.TryOpenAt(
            Handle, Terminate(name, buffer), Libc.O_CREAT | Libc.O_EXCL | Libc.O_WRONLY | Libc.O_NOFOLLOW | Libc.O_NOCTTY, mode);
        if (handle is not null) return handle;
        return Libc.Errno == Errno.EEXIST ? null : throw Failed("open", name);
    }

    /// <summary>A new directory.</summary>
    public bool TryMakeDirectory(ReadOnlySpan<byte> name, uint mode)
    {
        var buffer = stackalloc byte[NameSize];
        return IsNew(Libc.mkdirat(Handle, Terminate(name, buffer), mode), "mkdir", name);
    }

    /// <summary>A new symbolic link.</summary>
    /// <param name="name">The link's name.</param>
    /// <param name="target">Where it leads: any bytes but NUL, at least one and less than 4096.</param>
    public bool TryMakeSymbolicLink(ReadOnlySpan<byte> name, ReadOnlySpan<byte> target)
    {
        var buffer = stackalloc byte[NameSize];
        byte[] terminated = [.. target, 0];
        fixed (byte* pointer = terminated)
        {
            return IsNew(Libc.symlinkat(pointer, Handle, Terminate(name, buffer)), "symlink", name);
        }
    }

    /// <summary>Another name for a file in another directory of the same file system; a symbolic link is itself named again.</summary>
    public bool TryMakeHardLink(ReadOnlySpan<byte> name, DirectoryHandle from, ReadOnlySpan<byte> fromName)
    {
        var buffer = stackalloc byte[NameSize];
        var fromBuffer = stackalloc byte[NameSize];
        return IsNew(Libc.linkat(from.Handle, Terminate(fromName, fromBuffer), Handle, Terminate(name, buffer), 0), "link", name);
    }

    /// <summary>A named pipe.</summary>
    public bool TryMakeFifo(ReadOnlySpan<byte> name, uint mode) => TryMakeNode(name, Libc.S_IFIFO | mode, 0);

    /// <summary>A character device; 0:0 with mode 0 is overlay's whiteout, which needs no privilege.</summary>
    public bool TryMakeCharacterDevice(ReadOnlySpan<byte> name, uint mode, uint major, uint minor)
        => TryMakeNode(name, Libc.S_IFCHR | mode, Libc.MakeDevice(major, minor));

    /// <summary>A block device.</summary>
    public bool TryMakeBlockDevice(ReadOnlySpan<byte> name, uint mode, uint major, uint minor)
        => TryMakeNode(name, Libc.S_IFBLK | mode, Libc.MakeDevice(major, minor));

    private bool TryMakeNode(ReadOnlySpan<byte> name, uint mode, ulong device)
    {
        var buffer = stackalloc byte[NameSize];
        return IsNew(Libc.mknodat(Handle, Terminate(name, buffer), mode, device), "mknod", name);
    }

    private static bool IsNew(int result, string syscall, ReadOnlySpan<byte> name)
    {
        if (result == 0) return true;
        return Libc.Errno == Errno.EEXIST ? false : throw Failed(syscall, name);
    }
}
