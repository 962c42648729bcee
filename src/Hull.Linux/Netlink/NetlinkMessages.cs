using System.Buffers.Binary;

namespace Hull.Linux.Netlink;

/// <summary>Goes through the messages of one datagram.</summary>
internal ref struct NetlinkMessages(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public Message Current { get; private set; }

    public readonly NetlinkMessages GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_rest.Length < NetlinkMessage.HeaderSize) return false;
        var length = BinaryPrimitives.ReadInt32LittleEndian(_rest);
        if (length < NetlinkMessage.HeaderSize || length > _rest.Length) return false;
        Current = new Message(_rest[..length]);
        _rest = _rest[Math.Min(NetlinkMessage.Align(length), _rest.Length)..];
        return true;
    }

    public readonly ref struct Message(ReadOnlySpan<byte> bytes)
    {
        private readonly ReadOnlySpan<byte> _bytes = bytes;

        public ushort Type => BinaryPrimitives.ReadUInt16LittleEndian(_bytes[4..]);

        public ushort Flags => BinaryPrimitives.ReadUInt16LittleEndian(_bytes[6..]);

        public uint Sequence => BinaryPrimitives.ReadUInt32LittleEndian(_bytes[8..]);

        public ReadOnlySpan<byte> Payload => _bytes[NetlinkMessage.HeaderSize..];
    }
}
