using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Hull.Core;

namespace Hull.Engine.Networks;

/// <summary>An IPv4 network: 10.88.0.0/16.</summary>
/// <param name="First">Its first address as a number, the bits past the prefix zero.</param>
/// <param name="PrefixLength">How many bits name the network, 0 to 32.</param>
internal readonly record struct Ipv4Subnet(uint First, int PrefixLength)
{
    /// <summary>Its last address, the broadcast.</summary>
    public uint Last => First | ~Mask(PrefixLength);

    /// <summary>Its first usable address.</summary>
    public IPAddress Gateway => ToAddress(First + 1);

    /// <summary>Reads ADDRESS/LENGTH; null for another family or what is no network.</summary>
    /// <param name="text">The text; bits past the prefix are dropped.</param>
    public static Ipv4Subnet? TryParse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !IPAddress.TryParse(text.AsSpan(0, slash), out var address) || address.AddressFamily != AddressFamily.InterNetwork) return null;
        if (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > 32) return null;
        return Of(address, length);
    }

    /// <summary>Reads ADDRESS/LENGTH.</summary>
    /// <exception cref="EngineException">Corrupt: it is none.</exception>
    public static Ipv4Subnet Parse(string text) =>
        TryParse(text) ?? throw new EngineException(ErrorKind.Corrupt, $"subnet {text}: not an IPv4 network");

    /// <summary>The network that an address is in.</summary>
    public static Ipv4Subnet Of(IPAddress address, int prefixLength) => new(ToNumber(address) & Mask(prefixLength), prefixLength);

    /// <summary>Whether an address is inside.</summary>
    public bool Contains(uint address) => (address & Mask(PrefixLength)) == First;

    /// <summary>Whether an address is in both.</summary>
    public bool Overlaps(Ipv4Subnet other) => Contains(other.First) || other.Contains(First);

    /// <summary>The number of an IPv4 address.</summary>
    public static uint ToNumber(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[4];
        address.TryWriteBytes(bytes, out _);
        return BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }

    /// <summary>The address of a number.</summary>
    public static IPAddress ToAddress(uint number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return new IPAddress(bytes);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{ToAddress(First)}/{PrefixLength.ToString(CultureInfo.InvariantCulture)}";

    private static uint Mask(int prefixLength) => prefixLength == 0 ? 0 : uint.MaxValue << (32 - prefixLength);
}
