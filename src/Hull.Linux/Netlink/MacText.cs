using System.Globalization;

namespace Hull.Linux.Netlink;

/// <summary>Hardware addresses as text: 92:d0:c6:0a:29:33.</summary>
public static class MacText
{
    /// <summary>Their length in bytes.</summary>
    public const int Size = 6;

    /// <summary>The bytes of a text; null where it is no hardware address of six bytes.</summary>
    /// <param name="text">Six pairs of hex digits joined by colons.</param>
    public static byte[]? TryRead(string text)
    {
        var parts = text.Split(':');
        if (parts.Length != Size) return null;
        var bytes = new byte[Size];
        for (var i = 0; i < Size; i++)
        {
            if (parts[i].Length != 2 || !byte.TryParse(parts[i], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bytes[i])) return null;
        }
        return bytes;
    }

    /// <summary>The text of six bytes.</summary>
    public static string Write(ReadOnlySpan<byte> bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{bytes[0]:x2}:{bytes[1]:x2}:{bytes[2]:x2}:{bytes[3]:x2}:{bytes[4]:x2}:{bytes[5]:x2}");
}
