using Hull.Linux.Native;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.FileLocks;

/// <summary>The fcntl calls of a lock over the whole file.</summary>
internal static unsafe class LockRequests
{
    /// <summary>Takes the lock if it is free.</summary>
    public static bool TrySet(SafeFileHandle file, LockMode mode)
    {
        if (Set(file, Libc.F_OFD_SETLK, TypeOf(mode)) == 0) return true;
        return Libc.Errno is Errno.EAGAIN or Errno.EACCES ? false : throw Failed();
    }

    /// <summary>Waits in the kernel until the lock is ours.</summary>
    public static void Wait(SafeFileHandle file, LockMode mode)
    {
        while (Set(file, Libc.F_OFD_SETLKW, TypeOf(mode)) != 0)
            if (Libc.Errno != Errno.EINTR) throw Failed();
    }

    public static void Release(SafeFileHandle file)
    {
        if (Set(file, Libc.F_OFD_SETLK, Libc.F_UNLCK) != 0) throw Failed();
    }

    private static int Set(SafeFileHandle file, int command, short type)
    {
        var request = new Libc.FileLockRequest { Type = type };
        return Libc.FcntlLock(file, command, &request);
    }

    private static short TypeOf(LockMode mode) => mode == LockMode.Exclusive ? Libc.F_WRLCK : Libc.F_RDLCK;

    private static Hull.Core.EngineException Failed() => Libc.Error(Libc.Errno, "fcntl", "F_OFD_SETLK");
}
