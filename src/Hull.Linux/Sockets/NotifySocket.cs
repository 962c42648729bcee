using System.Text;
using Hull.Core;
using Hull.Linux.Native;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Sockets;

/// <summary>Tells a service manager how a service stands: datagrams on the socket that NOTIFY_SOCKET names (sd_notify(3)).</summary>
public static class NotifySocket
{
    // sun_path holds 108 bytes; one for the zero that ends a path, or begins an abstract name (unix(7)).
    private const int LongestName = 107;

    /// <summary>Sends one message.</summary>
    /// <param name="name">The socket: an absolute path, or @ and an abstract name.</param>
    /// <param name="message">Assignments, a line each: READY=1.</param>
    /// <exception cref="EngineException">InvalidArgument: no name of a socket; NotFound, InvalidState: nobody listens there.</exception>
    public static unsafe void Send(string name, string message)
    {
        if (name.Length < 2 || name[0] is not ('/' or '@') || Encoding.UTF8.GetByteCount(name) > LongestName)
            throw new EngineException(ErrorKind.InvalidArgument, $"NOTIFY_SOCKET \"{name}\": no name of a unix socket");
        using var handle = new SafeFileHandle(Libc.Check(Libc.socket(Libc.AF_UNIX, Libc.SOCK_DGRAM | Libc.SOCK_CLOEXEC, 0), "socket"), ownsHandle: true);
        var address = stackalloc byte[2 + LongestName + 1];
        *(ushort*)address = Libc.AF_UNIX;
        var length = Encoding.UTF8.GetBytes(name, new Span<byte>(address + 2, LongestName));
        address[2 + length] = 0;
        // An abstract name is as long as is said, without a closing zero.
        var isAbstract = name[0] == '@';
        if (isAbstract) address[2] = 0;
        Libc.Check(Libc.connect(handle, address, (uint)(2 + length + (isAbstract ? 0 : 1))), "connect", name);
        var bytes = Encoding.UTF8.GetBytes(message);
        fixed (byte* start = bytes) Libc.Check((int)Libc.send(handle, start, (nuint)bytes.Length, Libc.MSG_NOSIGNAL), "send", name);
    }
}
