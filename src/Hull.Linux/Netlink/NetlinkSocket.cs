using System.Buffers.Binary;
using Hull.Core;
using Hull.Linux.Native;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Netlink;

/// <summary>Receives one message of a dump: its type and what follows its header.</summary>
/// <param name="type">The message's type.</param>
/// <param name="payload">Its fixed part and attributes; gone when the call returns.</param>
public delegate void NetlinkReader(ushort type, ReadOnlySpan<byte> payload);

/// <summary>
/// A netlink socket (netlink(7)); it belongs to the network namespace in which it was opened, wherever its user is. The kernel handles a
/// request inside send(2), so every answer is there when that returns, and nothing here waits. Not for two threads at once.
/// </summary>
public sealed class NetlinkSocket : IDisposable
{
    private const ushort TypeError = 2;
    private const ushort TypeDone = 3;
    private const ushort FlagInterrupted = 0x10;
    private const int MostDumps = 20;
    private const int UsualBuffer = 64 * 1024;

    private readonly SafeFileHandle _handle;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private uint _sequence;

    private NetlinkSocket(SafeFileHandle handle) => _handle = handle;

    /// <summary>Opens a socket in the calling thread's network namespace.</summary>
    /// <exception cref="EngineException">Unsupported: the kernel lacks this part.</exception>
    public static NetlinkSocket Open(NetlinkProtocol protocol)
    {
        var handle = new SafeFileHandle(
            Libc.Check(Libc.socket(Libc.AF_NETLINK, Libc.SOCK_RAW | Libc.SOCK_CLOEXEC, (int)protocol), "socket", $"netlink {protocol}"), ownsHandle: true);
        // Texts in errors, and no echo of the request: kernels without either answer all the same.
        Set(handle, Libc.NETLINK_EXT_ACK);
        Set(handle, Libc.NETLINK_CAP_ACK);
        return new NetlinkSocket(handle);
    }

    /// <summary>Sends requests in one go. The kernel handles each by itself: when one fails, the others are done.</summary>
    /// <exception cref="EngineException">The first that failed, with what it was to do.</exception>
    public void Request(params ReadOnlySpan<NetlinkMessage> requests)
    {
        if (Try(requests) is { } error) throw error;
    }

    /// <summary>As <see cref="Request"/>, but gives the first error instead of throwing it.</summary>
    public EngineException? Try(params ReadOnlySpan<NetlinkMessage> requests)
    {
        var first = Send(requests, NetlinkFlags.Acknowledge);
        EngineException? error = null;
        var (answers, wanted) = (0, Answered(requests));
        while (answers < wanted && Receive() is var count && count > 0)
        {
            foreach (var message in new NetlinkMessages(_buffer.AsSpan(0, count)))
            {
                if (message.Type != TypeError) continue;
                var index = message.Sequence - first;
                if (index >= requests.Length) continue;
                if (!requests[(int)index].IsFrame) answers++;
                error ??= NetlinkErrors.Read(requests[(int)index].What, message.Flags, message.Payload);
            }
        }
        if (answers < wanted) error ??= new EngineException(ErrorKind.Internal, $"{requests[0].What}: the kernel did not answer");
        return error;
    }

    /// <summary>Sends one request and reads its one answer.</summary>
    /// <param name="request">The request, without Dump.</param>
    /// <param name="read">Called with the answer; not where there is an error.</param>
    /// <returns>The error; null when it succeeded.</returns>
    public EngineException? TryAsk(NetlinkMessage request, NetlinkReader read)
    {
        var first = Send([request], NetlinkFlags.None);
        while (Receive() is var count && count > 0)
        {
            foreach (var message in new NetlinkMessages(_buffer.AsSpan(0, count)))
            {
                if (message.Sequence != first) continue;
                if (message.Type == TypeError) return NetlinkErrors.Read(request.What, message.Flags, message.Payload);
                read(message.Type, message.Payload);
                return null;
            }
        }
        return new EngineException(ErrorKind.Internal, $"{request.What}: the kernel did not answer");
    }

    /// <summary>Reads all that fits a request; begun again where something changed meanwhile, so <paramref name="begin"/> forgets what was read.</summary>
    /// <param name="request">The request; Dump is added.</param>
    /// <param name="begin">Called before each run.</param>
    /// <param name="read">Called with each message.</param>
    /// <exception cref="EngineException">The kernel refused, or things never kept still.</exception>
    public void Dump(NetlinkMessage request, Action begin, NetlinkReader read)
    {
        for (var run = 0; run < MostDumps; run++)
        {
            begin();
            if (DumpOnce(request, read)) return;
        }
        throw new EngineException(ErrorKind.Conflict, $"{request.What}: it changes all the time");
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    /// <summary>Whether the run is whole: false where the kernel says that something changed in the middle.</summary>
    private bool DumpOnce(NetlinkMessage request, NetlinkReader read)
    {
        var first = Send([request], NetlinkFlags.Dump);
        var whole = true;
        while (Receive() is var count && count > 0)
        {
            foreach (var message in new NetlinkMessages(_buffer.AsSpan(0, count)))
            {
                if (message.Sequence != first) continue;
                if ((message.Flags & FlagInterrupted) != 0) whole = false;
                if (message.Type == TypeError && NetlinkErrors.Read(request.What, message.Flags, message.Payload) is { } error)
                {
                    // nf_tables ends a dump in the middle of a change with EINTR.
                    return NetlinkErrors.ErrnoOf(error) == Errno.EINTR ? false : throw error;
                }
                if (message.Type == TypeDone)
                {
                    var code = message.Payload.Length >= 4 ? -BinaryPrimitives.ReadInt32LittleEndian(message.Payload) : 0;
                    if (code == Errno.EINTR) return false;
                    return code <= 0 ? whole : throw Libc.Error(code, request.What, "");
                }
                if (message.Type > TypeDone) read(message.Type, message.Payload);
            }
        }
        throw new EngineException(ErrorKind.Internal, $"{request.What}: the kernel's answer has no end");
    }

    // Returns the first request's sequence number; the others follow.
    private unsafe uint Send(ReadOnlySpan<NetlinkMessage> requests, NetlinkFlags flags)
    {
        var length = 0;
        foreach (var request in requests) length += NetlinkMessage.Align(request.Bytes.Length);
        var bytes = new byte[length];
        var first = _sequence + 1;
        var at = 0;
        foreach (var request in requests)
        {
            request.WriteTo(bytes.AsSpan(at), ++_sequence, request.IsFrame ? NetlinkFlags.None : flags);
            at += NetlinkMessage.Align(request.Bytes.Length);
        }
        if (length > UsualBuffer) Grow(length);
        fixed (byte* start = bytes)
        {
            while (Libc.send(_handle, start, (nuint)length, 0) < 0)
            {
                if (Libc.Errno != Errno.EINTR) throw Libc.Error(Libc.Errno, requests[0].What, "");
            }
        }
        return first;
    }

    private static int Answered(ReadOnlySpan<NetlinkMessage> requests)
    {
        var count = 0;
        foreach (var request in requests) count += request.IsFrame ? 0 : 1;
        return count;
    }

    // 0 where nothing is there.
    private unsafe int Receive()
    {
        fixed (byte* start = _buffer)
        {
            while (true)
            {
                var count = Libc.recv(_handle, start, (nuint)_buffer.Length, Libc.MSG_DONTWAIT | Libc.MSG_TRUNC);
                if (count > _buffer.Length) throw new EngineException(ErrorKind.Internal, $"netlink: an answer of {count} bytes where at most {_buffer.Length} are expected");
                if (count >= 0) return (int)count;
                if (Libc.Errno == Errno.EAGAIN) return 0;
                if (Libc.Errno != Errno.EINTR) throw Libc.Error(Libc.Errno, "recv", "netlink");
            }
        }
    }

    // A request must fit into the send buffer as a whole. Beyond the system's limit only the network's administrator may go.
    private unsafe void Grow(int length)
    {
        var size = 2 * length;
        if (Libc.setsockopt(_handle, Libc.SOL_SOCKET, Libc.SO_SNDBUFFORCE, &size, sizeof(int)) != 0)
            _ = Libc.setsockopt(_handle, Libc.SOL_SOCKET, Libc.SO_SNDBUF, &size, sizeof(int));
    }

    private static unsafe void Set(SafeFileHandle handle, int option)
    {
        var one = 1;
        _ = Libc.setsockopt(handle, Libc.SOL_NETLINK, option, &one, sizeof(int));
    }
}
