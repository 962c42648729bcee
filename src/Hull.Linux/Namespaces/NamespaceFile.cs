using System.Globalization;
using System.Runtime.InteropServices;
using Hull.Core;
using Hull.Linux.Native;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Namespaces;

/// <summary>The files that stand for namespaces.</summary>
public static class NamespaceFile
{
    /// <summary>Opens a namespace of a process; null if the process is gone.</summary>
    /// <param name="pid">The process; 0 is the calling thread.</param>
    /// <param name="kind">One kind.</param>
    /// <exception cref="EngineException">PermissionDenied: the process belongs to another user.</exception>
    public static SafeFileHandle? TryOpen(int pid, NamespaceKinds kind)
    {
        var process = pid == 0 ? "thread-self" : pid.ToString(CultureInfo.InvariantCulture);
        var path = $"/proc/{process}/ns/{NameOf(kind)}";
        var handle = Libc.TryOpenFile(path, Libc.O_RDONLY);
        if (handle is not null) return handle;
        return Libc.Errno is Errno.ENOENT or Errno.ESRCH ? null : throw Libc.Error(Libc.Errno, "open", path);
    }

    /// <summary>Opens the namespace that a path stands for: a file in /proc or a bind mount of one.</summary>
    /// <param name="path">The path.</param>
    /// <param name="kind">The kind it must be of.</param>
    /// <exception cref="EngineException">NotFound: no such path. InvalidArgument: no namespace, or one of another kind.</exception>
    public static unsafe SafeFileHandle Open(string path, NamespaceKinds kind)
    {
        // NONBLOCK: a FIFO in its place must not hold us up.
        var handle = Libc.OpenFile(path, Libc.O_RDONLY | Libc.O_NONBLOCK);
        var found = Libc.ioctl(handle, Libc.NS_GET_NSTYPE, null);
        if (found == (int)kind) return handle;
        handle.Dispose();
        throw new EngineException(
            ErrorKind.InvalidArgument, found < 0 ? $"{path}: is not a namespace" : $"{path}: is a namespace of kind {(NamespaceKinds)found}, not {kind}");
    }

    /// <summary>Which namespace an open file stands for.</summary>
    public static NamespaceId IdOf(SafeHandle handle)
    {
        var identity = Libc.IdentityOf(handle, "namespace");
        return new NamespaceId(((ulong)identity.Major << 32) | identity.Minor, identity.Inode);
    }

    /// <summary>Which namespace a process is in; null if it is gone.</summary>
    /// <param name="pid">The process; 0 is the calling thread.</param>
    /// <param name="kind">One kind.</param>
    public static NamespaceId? TryGetId(int pid, NamespaceKinds kind)
    {
        using var handle = TryOpen(pid, kind);
        return handle is null ? null : IdOf(handle);
    }

    /// <summary>The file's name in /proc/PID/ns.</summary>
    internal static string NameOf(NamespaceKinds kind) => kind switch
    {
        NamespaceKinds.Time => "time",
        NamespaceKinds.Mount => "mnt",
        NamespaceKinds.Cgroup => "cgroup",
        NamespaceKinds.Uts => "uts",
        NamespaceKinds.Ipc => "ipc",
        NamespaceKinds.User => "user",
        NamespaceKinds.Pid => "pid",
        NamespaceKinds.Network => "net",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "one kind is wanted"),
    };
}
