using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Hull.Linux.Native;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Sockets;

/// <summary>Finds out whether a program of this network namespace holds a port, by taking it for a moment.</summary>
public static class ProbePort
{
    private const int AddressSize = 28;

    /// <summary>Takes a port and gives it back.</summary>
    /// <param name="protocol">tcp, udp or sctp.</param>
    /// <param name="address">The address to listen on; 0.0.0.0 or :: for all of a family.</param>
    /// <param name="port">The port.</param>
    /// <returns>Why it cannot be had: address already in use; null where it can, or where the kernel lacks the family or protocol.</returns>
    public static unsafe string? WhyTaken(string protocol, IPAddress address, int port)
    {
        var isIpv4 = address.AddressFamily == AddressFamily.InterNetwork;
        var type = protocol == "udp" ? Libc.SOCK_DGRAM : Libc.SOCK_STREAM;
        var number = Libc.socket(isIpv4 ? Libc.AF_INET : Libc.AF_INET6, type | Libc.SOCK_CLOEXEC, protocol == "sctp" ? Libc.IPPROTO_SCTP : 0);
        if (number < 0) return null;
        using var socket = new SafeFileHandle(number, ownsHandle: true);
        var one = 1;
        // As a server does: connections that have just ended hold nothing. For UDP it would let two have one port.
        if (protocol != "udp") _ = Libc.setsockopt(socket, Libc.SOL_SOCKET, Libc.SO_REUSEADDR, &one, sizeof(int));
        if (!isIpv4) _ = Libc.setsockopt(socket, Libc.IPPROTO_IPV6, Libc.IPV6_V6ONLY, &one, sizeof(int));
        var name = stackalloc byte[AddressSize];
        var length = Write(new Span<byte>(name, AddressSize), address, port, isIpv4);
        var result = Libc.bind(socket, name, (uint)length);
        if (result == 0 && protocol != "udp") result = Libc.listen(socket, 1);
        return result == 0 ? null : Reason(Libc.Errno);
    }

    // struct sockaddr_in: family, port, address; sockaddr_in6: family, port, flow, address, scope. Port and address in network order.
    private static int Write(Span<byte> name, IPAddress address, int port, bool isIpv4)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(name, (ushort)(isIpv4 ? Libc.AF_INET : Libc.AF_INET6));
        BinaryPrimitives.WriteUInt16BigEndian(name[2..], (ushort)port);
        address.TryWriteBytes(name[(isIpv4 ? 4 : 8)..], out _);
        return isIpv4 ? 16 : AddressSize;
    }

    // Go's words, which clients look for.
    private static string Reason(int errno) => errno switch
    {
        Errno.EADDRINUSE => "address already in use",
        Errno.EADDRNOTAVAIL => "cannot assign requested address",
        Errno.EACCES => "permission denied",
        _ => Libc.Error(errno, "bind", "").Message,
    };
}
