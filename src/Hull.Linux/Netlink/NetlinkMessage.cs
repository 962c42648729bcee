using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Hull.Linux.Netlink;

/// <summary>
/// One request as bytes (netlink(7)): a header of 16 bytes, a fixed part that the type prescribes, attributes. Numbers are in the host's
/// order unless a method says otherwise; everything is padded to four bytes. The socket sets sequence number and port.
/// </summary>
public sealed class NetlinkMessage
{
    internal const int HeaderSize = 16;
    private const int AttributeHeaderSize = 4;
    private const ushort NestedFlag = 0x8000;

    private byte[] _bytes = new byte[256];
    private int _length = HeaderSize;

    /// <summary>Begins a request.</summary>
    /// <param name="what">What it does, for errors: make bridge hull0.</param>
    /// <param name="type">The message's type, of the family.</param>
    /// <param name="flags">Flags beside NLM_F_REQUEST.</param>
    /// <param name="head">The fixed part.</param>
    public NetlinkMessage(string what, ushort type, NetlinkFlags flags, ReadOnlySpan<byte> head)
    {
        What = what;
        BinaryPrimitives.WriteUInt16LittleEndian(_bytes.AsSpan(4), type);
        BinaryPrimitives.WriteUInt16LittleEndian(_bytes.AsSpan(6), (ushort)(flags | NetlinkFlags.Request));
        Append(head);
    }

    /// <summary>What it does, for errors.</summary>
    public string What { get; }

    /// <summary>The request as it is sent, but for sequence number and port, which are 0.</summary>
    public ReadOnlySpan<byte> Bytes
    {
        get
        {
            BinaryPrimitives.WriteInt32LittleEndian(_bytes, _length);
            return _bytes.AsSpan(0, _length);
        }
    }

    /// <summary>Whether it only frames a batch, and is answered by nothing but an error.</summary>
    internal bool IsFrame { get; init; }

    internal NetlinkFlags Flags => (NetlinkFlags)BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(6));

    /// <summary>Adds an attribute of bytes.</summary>
    public NetlinkMessage Add(int type, ReadOnlySpan<byte> value)
    {
        var at = BeginAttribute((ushort)type);
        Append(value);
        // The padding behind a value is not counted; that inside a nest is.
        EndAttribute(at, AttributeHeaderSize + value.Length);
        return this;
    }

    /// <summary>Adds a number of four bytes.</summary>
    public NetlinkMessage Add(int type, uint value) => Add(type, MemoryMarshal.AsBytes(new ReadOnlySpan<uint>(in value)));

    /// <summary>Adds a number of four bytes in network order.</summary>
    public NetlinkMessage AddNetworkOrder(int type, uint value) => Add(type, BinaryPrimitives.ReverseEndianness(value));

    /// <summary>Adds a text with its terminating zero.</summary>
    public NetlinkMessage Add(int type, string value) => Add(type, Encoding.UTF8.GetBytes(value + '\0'));

    /// <summary>Adds an attribute that holds others.</summary>
    /// <param name="type">Its type; NLA_F_NESTED is added.</param>
    /// <param name="fill">Adds what it holds.</param>
    public NetlinkMessage Nest(int type, Action<NetlinkMessage> fill) => Nest(type, [], fill);

    /// <summary>Adds an attribute that holds a fixed part and others.</summary>
    public NetlinkMessage Nest(int type, ReadOnlySpan<byte> head, Action<NetlinkMessage> fill)
    {
        var at = BeginAttribute((ushort)(type | NestedFlag));
        Append(head);
        fill(this);
        EndAttribute(at, _length - at);
        return this;
    }

    internal void WriteTo(Span<byte> target, uint sequence, NetlinkFlags flags)
    {
        Bytes.CopyTo(target);
        BinaryPrimitives.WriteUInt16LittleEndian(target[6..], (ushort)(Flags | flags));
        BinaryPrimitives.WriteUInt32LittleEndian(target[8..], sequence);
    }

    internal static int Align(int length) => (length + 3) & ~3;

    private int BeginAttribute(ushort type)
    {
        var at = _length;
        Reserve(AttributeHeaderSize);
        BinaryPrimitives.WriteUInt16LittleEndian(_bytes.AsSpan(at + 2), type);
        _length += AttributeHeaderSize;
        return at;
    }

    private void EndAttribute(int at, int length) => BinaryPrimitives.WriteUInt16LittleEndian(_bytes.AsSpan(at), checked((ushort)length));

    private void Append(ReadOnlySpan<byte> value)
    {
        Reserve(Align(value.Length));
        value.CopyTo(_bytes.AsSpan(_length));
        _length = Align(_length + value.Length);
    }

    private void Reserve(int count)
    {
        if (_length + count > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
    }
}
