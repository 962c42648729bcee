using Hull.Linux.Native;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Descriptors;

/// <summary>Two connected unix stream sockets, closed on exec unless a spawn maps them.</summary>
public sealed class SocketPair : IDisposable
{
    private const int AF_UNIX = 1;
    private const int SOCK_STREAM = 1;

    private SocketPair(SafeFileHandle first, SafeFileHandle second)
    {
        First = first;
        Second = second;
    }

    /// <summary>One end.</summary>
    public SafeFileHandle First { get; }

    /// <summary>The other end.</summary>
    public SafeFileHandle Second { get; }

    /// <summary>Makes a connected pair.</summary>
    /// <exception cref="Hull.Core.EngineException">No descriptors are left (ResourceExhausted).</exception>
    public static unsafe SocketPair Create()
    {
        var ends = stackalloc int[2];
        Libc.Check(Libc.socketpair(AF_UNIX, SOCK_STREAM | Libc.O_CLOEXEC, 0, ends), "socketpair");
        return new SocketPair(new SafeFileHandle(ends[0], ownsHandle: true), new SafeFileHandle(ends[1], ownsHandle: true));
    }

    /// <summary>Closes both ends; ends closed before stay closed.</summary>
    public void Dispose()
    {
        First.Dispose();
        Second.Dispose();
    }
}
