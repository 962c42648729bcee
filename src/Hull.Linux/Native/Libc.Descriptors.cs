using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Native;

// Descriptors: opening the small files of the kernel, pipes, poll and epoll.
internal static unsafe partial class Libc
{
    public const int O_RDONLY = 0;
    public const int O_WRONLY = 1;
    public const int O_RDWR = 2;
    public const int O_CREAT = 0x40;
    public const int O_NOCTTY = 0x100;
    public const int O_NONBLOCK = 0x800;
    public const int O_CLOEXEC = 0x80000;
    public const int O_PATH = 0x200000;

    public const int F_GETFD = 1;
    public const int F_GETFL = 3;
    public const int F_SETFL = 4;
    public const int F_DUPFD_CLOEXEC = 1030;

    public const short POLLIN = 1;
    public const short POLLPRI = 2;
    public const short POLLOUT = 4;
    public const short POLLERR = 8;
    public const short POLLHUP = 16;

    public const int EPOLL_CTL_ADD = 1;
    public const int EPOLL_CTL_DEL = 2;
    public const uint EPOLLONESHOT = 1u << 30;

    /// <summary>struct pollfd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct PollFd
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenRaw(string path, int flags, uint mode);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int close(int descriptor);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int dup2(SafeHandle from, int to);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int rmdir(string path);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int unlink(string path);

    [LibraryImport(Library, SetLastError = true)]
    public static partial nint read(SafeHandle descriptor, byte* buffer, nuint count);

    [LibraryImport(Library, SetLastError = true)]
    public static partial nint write(SafeHandle descriptor, byte* buffer, nuint count);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int fcntl(SafeHandle descriptor, int command, nint argument);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int pipe2(int* descriptors, int flags);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int socketpair(int domain, int type, int protocol, int* descriptors);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int poll(PollFd* descriptors, nuint count, int timeout);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int ppoll(PollFd* descriptors, nuint count, TimeSpec* timeout, nint signals);

    [LibraryImport(Library, EntryPoint = "eventfd", SetLastError = true)]
    private static partial int EventFdRaw(uint initial, int flags);

    [LibraryImport(Library, EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int EpollCreateRaw(int flags);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int epoll_ctl(SafeHandle epoll, int operation, SafeHandle descriptor, byte* epollEvent);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int epoll_wait(SafeHandle epoll, byte* events, int count, int timeout);

    /// <summary>open(2), always with O_CLOEXEC.</summary>
    /// <exception cref="Hull.Core.EngineException">The kernel refused; the message names the path.</exception>
    public static SafeFileHandle OpenFile(string path, int flags, uint mode = 0)
        => TryOpenFile(path, flags, mode) ?? throw Error(Errno, "open", path);

    /// <summary>open(2) with O_CLOEXEC; null (and <see cref="Errno"/>) when the kernel refused.</summary>
    public static SafeFileHandle? TryOpenFile(string path, int flags, uint mode = 0)
    {
        int result;
        do result = OpenRaw(path, flags | O_CLOEXEC, mode);
        while (result < 0 && Errno == Linux.Errno.EINTR);
        return result < 0 ? null : new SafeFileHandle(result, ownsHandle: true);
    }

    /// <summary>A copy of a descriptor at or above <paramref name="minimum"/>, CLOEXEC.</summary>
    public static SafeFileHandle Duplicate(SafeHandle descriptor, int minimum = 0)
        => new(Check(fcntl(descriptor, F_DUPFD_CLOEXEC, minimum), "fcntl", "F_DUPFD_CLOEXEC"), ownsHandle: true);

    /// <summary>A counter that becomes readable when written to.</summary>
    public static SafeFileHandle CreateEventFd()
        => new(Check(EventFdRaw(0, O_CLOEXEC | O_NONBLOCK), "eventfd"), ownsHandle: true);

    /// <summary>A new epoll instance.</summary>
    public static SafeFileHandle CreateEpoll() => new(Check(EpollCreateRaw(O_CLOEXEC), "epoll_create1"), ownsHandle: true);

    /// <summary>Sets O_NONBLOCK on the open file that a descriptor stands for.</summary>
    public static void SetNonBlocking(SafeHandle descriptor)
    {
        var flags = Check(fcntl(descriptor, F_GETFL, 0), "fcntl", "F_GETFL");
        Check(fcntl(descriptor, F_SETFL, flags | O_NONBLOCK), "fcntl", "F_SETFL");
    }

    /// <summary>One read; −1 only for EAGAIN, other errors throw. 0 is the end.</summary>
    public static int Read(SafeHandle descriptor, Span<byte> buffer, string path = "")
    {
        fixed (byte* pointer = buffer)
        {
            while (true)
            {
                var count = read(descriptor, pointer, (nuint)buffer.Length);
                if (count >= 0) return (int)count;
                if (Errno == Linux.Errno.EAGAIN) return -1;
                if (Errno != Linux.Errno.EINTR) throw Error(Errno, "read", path);
            }
        }
    }

    /// <summary>One write; −1 only for EAGAIN, other errors throw.</summary>
    public static int Write(SafeHandle descriptor, ReadOnlySpan<byte> buffer, string path = "")
    {
        fixed (byte* pointer = buffer)
        {
            while (true)
            {
                var count = write(descriptor, pointer, (nuint)buffer.Length);
                if (count >= 0) return (int)count;
                if (Errno == Linux.Errno.EAGAIN) return -1;
                if (Errno != Linux.Errno.EINTR) throw Error(Errno, "write", path);
            }
        }
    }

    /// <summary>poll(2), begun again after a signal.</summary>
    public static int Poll(Span<PollFd> descriptors, int timeout)
    {
        fixed (PollFd* pointer = descriptors)
        {
            while (true)
            {
                var count = poll(pointer, (nuint)descriptors.Length, timeout);
                if (count >= 0) return count;
                if (Errno != Linux.Errno.EINTR) throw Error(Errno, "poll", "");
            }
        }
    }

    /// <summary>ppoll(2) of one descriptor for less than a second, ended early by a signal; whether it is ready.</summary>
    public static bool PollBriefly(SafeHandle? descriptor, short events, TimeSpan timeout)
    {
        var polled = new PollFd { Descriptor = descriptor is null ? -1 : (int)descriptor.DangerousGetHandle(), Events = events };
        var time = new TimeSpec { Nanoseconds = timeout.Ticks * 100 };
        return ppoll(&polled, 1, &time, 0) > 0;
    }
}
