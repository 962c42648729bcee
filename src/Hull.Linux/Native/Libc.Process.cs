using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Native;

// Children: posix_spawn, waitid, pidfd.
internal static unsafe partial class Libc
{
    public const short POSIX_SPAWN_SETSIGDEF = 0x04;
    public const short POSIX_SPAWN_SETSIGMASK = 0x08;
    public const short POSIX_SPAWN_SETSID = 0x80;

    public const int P_PIDFD = 3;
    public const int WEXITED = 4;
    public const int WNOHANG = 1;
    public const int CLD_EXITED = 1;

    private const long NR_pidfd_send_signal = 424;
    private const long NR_pidfd_open = 434;

    /// <summary>The part of siginfo_t that waitid fills (x86-64 and arm64; 128 bytes in all).</summary>
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    public struct SignalInfo
    {
        [FieldOffset(8)] public int Code;
        [FieldOffset(16)] public int Pid;
        [FieldOffset(24)] public int Status;
    }

    /// <summary>Room for posix_spawn_file_actions_t (80 bytes in glibc).</summary>
    [StructLayout(LayoutKind.Sequential, Size = 128)]
    public struct SpawnFileActions
    {
        private long _opaque;
    }

    /// <summary>Room for posix_spawnattr_t (336 bytes in glibc).</summary>
    [StructLayout(LayoutKind.Sequential, Size = 512)]
    public struct SpawnAttributes
    {
        private long _opaque;
    }

    [LibraryImport(Library)]
    public static partial int posix_spawn(int* pid, byte* path, SpawnFileActions* actions, SpawnAttributes* attributes, byte** argv, byte** environment);

    [LibraryImport(Library)]
    public static partial int posix_spawnattr_init(SpawnAttributes* attributes);

    [LibraryImport(Library)]
    public static partial int posix_spawnattr_destroy(SpawnAttributes* attributes);

    [LibraryImport(Library)]
    public static partial int posix_spawnattr_setflags(SpawnAttributes* attributes, short flags);

    [LibraryImport(Library)]
    public static partial int posix_spawnattr_setsigdefault(SpawnAttributes* attributes, ulong* signals);

    [LibraryImport(Library)]
    public static partial int posix_spawnattr_setsigmask(SpawnAttributes* attributes, ulong* signals);

    [LibraryImport(Library)]
    public static partial int posix_spawn_file_actions_init(SpawnFileActions* actions);

    [LibraryImport(Library)]
    public static partial int posix_spawn_file_actions_destroy(SpawnFileActions* actions);

    [LibraryImport(Library)]
    public static partial int posix_spawn_file_actions_adddup2(SpawnFileActions* actions, int from, int to);

    [LibraryImport(Library)]
    public static partial int posix_spawn_file_actions_addclose(SpawnFileActions* actions, int descriptor);

    [LibraryImport(Library)]
    public static partial int posix_spawn_file_actions_addclosefrom_np(SpawnFileActions* actions, int from);

    [LibraryImport(Library)]
    public static partial int posix_spawn_file_actions_addopen(SpawnFileActions* actions, int descriptor, byte* path, int flags, uint mode);

    [LibraryImport(Library)]
    public static partial int posix_spawn_file_actions_addchdir_np(SpawnFileActions* actions, byte* path);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int waitid(int idType, SafeHandle pidfd, SignalInfo* info, int options);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int execve(byte* path, byte** argv, byte** environment);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int kill(int pid, int signal);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int sigaction(int signal, byte* action, byte* old);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int access(string path, int mode);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    private static partial long SyscallPidfdOpen(long number, int pid, uint flags);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    private static partial long SyscallPidfdSendSignal(long number, SafeHandle pidfd, int signal, void* info, uint flags);

    /// <summary>pidfd_open(2); null (and <see cref="Errno"/>) when there is no such process. The kernel sets CLOEXEC by itself.</summary>
    public static SafeFileHandle? TryOpenPidFd(int pid)
    {
        var result = SyscallPidfdOpen(NR_pidfd_open, pid, 0);
        return result < 0 ? null : new SafeFileHandle((nint)result, ownsHandle: true);
    }

    /// <summary>pidfd_send_signal(2).</summary>
    public static int pidfd_send_signal(SafeHandle pidfd, int signal) => (int)SyscallPidfdSendSignal(NR_pidfd_send_signal, pidfd, signal, null, 0);
}
