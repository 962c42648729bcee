using System.Globalization;
using System.Text;
using Hull.Core;
using Hull.Linux.Native;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Sockets;

/// <summary>A connected unix socket of type SEQPACKET: reliable, in order, message boundaries kept. Calls block their thread.</summary>
public sealed class SeqPacketSocket : IDisposable
{
    // sun_path holds 108 bytes with its terminating zero (unix(7)).
    private const int LongestPath = 107;

    private readonly SafeFileHandle _handle;

    private SeqPacketSocket(SafeFileHandle handle) => _handle = handle;

    /// <summary>The descriptor, for waiting on it.</summary>
    public SafeFileHandle Handle => _handle;

    /// <summary>Connects to the socket at a path of any length: a long one goes through its directory's descriptor.</summary>
    /// <exception cref="EngineException">NotFound: no socket there; Internal: nobody listens.</exception>
    public static SeqPacketSocket Connect(string path)
    {
        var handle = new SafeFileHandle(
            Libc.Check(Libc.socket(Libc.AF_UNIX, Libc.SOCK_SEQPACKET | Libc.SOCK_CLOEXEC, 0), "socket"), ownsHandle: true);
        try
        {
            if (Encoding.UTF8.GetByteCount(path) <= LongestPath)
            {
                ConnectTo(handle, path, path);
            }
            else
            {
                using var directory = Libc.OpenFile(Path.GetDirectoryName(path) ?? "/", Libc.O_PATH);
                var number = (int)directory.DangerousGetHandle();
                ConnectTo(handle, string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{number}/{Path.GetFileName(path)}"), path);
            }
            return new SeqPacketSocket(handle);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Receives one packet; 0 at the end of the stream.</summary>
    public unsafe int Receive(Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            while (true)
            {
                var count = Libc.recv(_handle, start, (nuint)buffer.Length, 0);
                if (count >= 0) return (int)count;
                // The peer closed with packets of ours unread: for the reader that is the end.
                if (Libc.Errno == Errno.ECONNRESET) return 0;
                if (Libc.Errno != Errno.EINTR) throw Libc.Error(Libc.Errno, "recv", "attach socket");
            }
        }
    }

    /// <summary>Sends one packet.</summary>
    /// <exception cref="EngineException">The other end is closed.</exception>
    public unsafe void Send(ReadOnlySpan<byte> packet)
    {
        fixed (byte* start = packet)
        {
            while (Libc.send(_handle, start, (nuint)packet.Length, Libc.MSG_NOSIGNAL) < 0)
            {
                if (Libc.Errno != Errno.EINTR) throw Libc.Error(Libc.Errno, "send", "attach socket");
            }
        }
    }

    /// <summary>Tells the other end that nothing more will be sent.</summary>
    public void ShutdownSend() => Libc.shutdown(_handle, Libc.SHUT_WR);

    /// <summary>Ends both directions: a blocked <see cref="Receive"/> returns 0.</summary>
    public void ShutdownBoth() => Libc.shutdown(_handle, Libc.SHUT_RDWR);

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private static unsafe void ConnectTo(SafeFileHandle handle, string address, string path)
    {
        var bytes = stackalloc byte[2 + LongestPath + 1];
        *(ushort*)bytes = Libc.AF_UNIX;
        var length = Encoding.UTF8.GetBytes(address, new Span<byte>(bytes + 2, LongestPath));
        bytes[2 + length] = 0;
        Libc.Check(Libc.connect(handle, bytes, (uint)(2 + length + 1)), "connect", path);
    }
}
