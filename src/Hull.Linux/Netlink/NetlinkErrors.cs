using System.Buffers.Binary;
using Hull.Core;
using Hull.Linux.Native;

namespace Hull.Linux.Netlink;

/// <summary>What the kernel says of a request that it refuses: NLMSG_ERROR with its extended acknowledgement (linux/netlink.h).</summary>
internal static class NetlinkErrors
{
    private const int CodeSize = 4;
    private const ushort FlagCapped = 0x100;
    private const ushort FlagExtended = 0x200;
    private const int MessageText = 1;

    /// <summary>The error of an answer; null where it says that the request succeeded.</summary>
    /// <param name="what">What the request was to do.</param>
    /// <param name="flags">The answer's flags.</param>
    /// <param name="payload">What follows its header: the negative error number, the request's header, the request, attributes.</param>
    public static EngineException? Read(string what, ushort flags, ReadOnlySpan<byte> payload)
    {
        if (payload.Length < CodeSize + NetlinkMessage.HeaderSize) return new EngineException(ErrorKind.Internal, $"{what}: the kernel's answer is cut short");
        var errno = -BinaryPrimitives.ReadInt32LittleEndian(payload);
        if (errno == 0) return null;
        var error = Libc.Error(errno, what, "");
        var text = (flags & FlagExtended) != 0 ? Explanation(flags, payload) : "";
        return text.Length == 0 ? error : new EngineException(error.Kind, $"{error.Message} ({text.TrimEnd('.')})", inner: error.InnerException);
    }

    /// <summary>The error number inside an error; 0 where it carries none.</summary>
    public static int ErrnoOf(EngineException error) => (error.InnerException as LinuxException)?.ErrorNumber ?? 0;

    // NETLINK_CAP_ACK leaves the request's payload out; without it the attributes stand behind that.
    private static string Explanation(ushort flags, ReadOnlySpan<byte> payload)
    {
        var skip = CodeSize + NetlinkMessage.HeaderSize;
        if ((flags & FlagCapped) == 0) skip = CodeSize + NetlinkMessage.Align(BinaryPrimitives.ReadInt32LittleEndian(payload[CodeSize..]));
        return skip < payload.Length && skip > 0 ? new NetlinkAttributes(payload[skip..]).Text(MessageText) : "";
    }
}
