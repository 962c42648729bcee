using System.Globalization;
using System.Text;
using Hull.Core;
using Hull.Linux.Descriptors;
using Hull.Linux.Native;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Sockets;

/// <summary>A connected unix socket of type SEQPACKET: reliable, in order, message boundaries kept. Calls block their thread unless named Async.</summary>
public sealed class SeqPacketSocket : IDisposable
{
    // sun_path holds 108 bytes with its terminating zero (unix(7)).
    private const int LongestPath = 107;

    private readonly SafeFileHandle _handle;

    private SeqPacketSocket(SafeFileHandle handle) => _handle = handle;

    /// <summary>The descriptor, for waiting on it.</summary>
    public SafeFileHandle Handle => _handle;

    /// <summary>Connects to the socket at a path of any length: a long one goes through its directory's descriptor.</summary>
    /// <exception cref="EngineException">NotFound: no socket there; InvalidState: nobody listens.</exception>
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
    /// <exception cref="EngineException">The packet is larger than the buffer.</exception>
    public int Receive(Span<byte> buffer) => Receive(buffer, 0);

    /// <summary>Receives one packet without holding a thread while there is none; 0 at the end of the stream.</summary>
    /// <exception cref="EngineException">The packet is larger than the buffer.</exception>
    public async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var count = Receive(buffer.Span, Libc.MSG_DONTWAIT);
            if (count >= 0) return count;
            await ReadinessLoop.WaitAsync(_handle, Readiness.Read, cancellationToken).ConfigureAwait(false);
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

    /// <summary>Ends both directions: a blocked <see cref="Receive(Span{byte})"/> returns 0.</summary>
    public void ShutdownBoth() => Libc.shutdown(_handle, Libc.SHUT_RDWR);

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    /// <summary>−1 where there is nothing and the flags say not to wait.</summary>
    private unsafe int Receive(Span<byte> buffer, int flags)
    {
        fixed (byte* start = buffer)
        {
            while (true)
            {
                // MSG_TRUNC has the packet's true length returned: what did not fit would else be lost without a word.
                var count = Libc.recv(_handle, start, (nuint)buffer.Length, flags | Libc.MSG_TRUNC);
                if (count > buffer.Length)
                    throw new EngineException(ErrorKind.Internal, $"receive: a packet of {count} bytes where at most {buffer.Length} are expected");
                if (count >= 0) return (int)count;
                switch (Libc.Errno)
                {
                    case Errno.EAGAIN: return -1;
                    // The peer closed with packets of ours unread: for the reader that is the end.
                    case Errno.ECONNRESET: return 0;
                    case Errno.EINTR: continue;
                    default: throw Libc.Error(Libc.Errno, "recv", "attach socket");
                }
            }
        }
    }

    private static unsafe void ConnectTo(SafeFileHandle handle, string address, string path)
    {
        var bytes = stackalloc byte[2 + LongestPath + 1];
        *(ushort*)bytes = Libc.AF_UNIX;
        var length = Encoding.UTF8.GetBytes(address, new Span<byte>(bytes + 2, LongestPath));
        bytes[2 + length] = 0;
        int result;
        do result = Libc.connect(handle, bytes, (uint)(2 + length + 1));
        while (result < 0 && Libc.Errno == Errno.EINTR);
        if (result < 0 && Libc.Errno == Errno.ECONNREFUSED)
            throw new EngineException(ErrorKind.InvalidState, $"connect {path}: nobody listens there", inner: new LinuxException(Errno.ECONNREFUSED));
        Libc.Check(result, "connect", path);
    }
}
