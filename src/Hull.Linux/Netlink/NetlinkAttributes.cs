using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace Hull.Linux.Netlink;

/// <summary>Reads a run of attributes. What is cut short ends the run: the kernel is believed, but never past the end of its answer.</summary>
/// <param name="bytes">The attributes, without a fixed part before them.</param>
public readonly ref struct NetlinkAttributes(ReadOnlySpan<byte> bytes)
{
    private const int HeaderSize = 4;
    private const int TypeMask = 0x3fff;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Goes through the attributes in their order.</summary>
    public Enumerator GetEnumerator() => new(_bytes);

    /// <summary>The first attribute of a type; empty where there is none.</summary>
    public ReadOnlySpan<byte> Find(int type)
    {
        foreach (var attribute in this)
        {
            if (attribute.Type == type) return attribute.Value;
        }
        return default;
    }

    /// <summary>The attributes inside the first of a type.</summary>
    public NetlinkAttributes Inside(int type) => new(Find(type));

    /// <summary>A text; empty where there is none.</summary>
    public string Text(int type) => Encoding.UTF8.GetString(Find(type).TrimEnd((byte)0));

    /// <summary>A number of four bytes; 0 where there is none.</summary>
    public uint Number(int type) => Find(type) is { Length: >= 4 } value ? BinaryPrimitives.ReadUInt32LittleEndian(value) : 0;

    /// <summary>A number of four bytes in network order; null where there is none.</summary>
    public uint? NetworkOrder(int type) => Find(type) is { Length: >= 4 } value ? BinaryPrimitives.ReadUInt32BigEndian(value) : null;

    /// <summary>An IPv4 or IPv6 address; null where there is none.</summary>
    public IPAddress? Address(int type) => Find(type) is { Length: 4 or 16 } value ? new IPAddress(value) : null;

    /// <summary>One attribute.</summary>
    /// <param name="type">Its type without flags.</param>
    /// <param name="value">Its bytes without padding.</param>
    public readonly ref struct Attribute(int type, ReadOnlySpan<byte> value)
    {
        /// <summary>Its type without flags.</summary>
        public int Type { get; } = type;

        /// <summary>Its bytes without padding.</summary>
        public ReadOnlySpan<byte> Value { get; } = value;
    }

    /// <summary>Goes through attributes.</summary>
    public ref struct Enumerator(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> _rest = bytes;

        /// <summary>The attribute at hand.</summary>
        public Attribute Current { get; private set; }

        /// <summary>Goes to the next.</summary>
        public bool MoveNext()
        {
            if (_rest.Length < HeaderSize) return false;
            var length = BinaryPrimitives.ReadUInt16LittleEndian(_rest);
            if (length < HeaderSize || length > _rest.Length) return false;
            Current = new Attribute(BinaryPrimitives.ReadUInt16LittleEndian(_rest[2..]) & TypeMask, _rest[HeaderSize..length]);
            _rest = _rest[Math.Min(NetlinkMessage.Align(length), _rest.Length)..];
            return true;
        }
    }
}
