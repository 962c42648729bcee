using Hull.Core;

namespace Hull.Engine.Networks;

/// <summary>Ethernet addresses in text.</summary>
public static class HardwareAddress
{
    private const int Digits = 12;

    /// <summary>Reads an address as Go's net.ParseMAC does: 00:00:5e:00:53:01, 00-00-5e-00-53-01 or 0000.5e00.5301.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The address with colons and small letters.</returns>
    /// <exception cref="EngineException">InvalidArgument: it is none, or no device may have it: all zero, or a group's.</exception>
    public static string Parse(string text)
    {
        var separator = text.Length > 4 && text[4] == '.' ? '.' : text.Length > 2 ? text[2] : ':';
        var size = separator == '.' ? 4 : 2;
        var groups = text.Split(separator);
        var digits = string.Concat(groups).ToLowerInvariant();
        if (separator is not (':' or '-' or '.') || digits.Length != Digits || !digits.All(char.IsAsciiHexDigit) || Array.Exists(groups, group => group.Length != size))
            throw new EngineException(ErrorKind.InvalidArgument, $"address {text}: invalid MAC address");
        // The lowest bit of the first byte marks the address of a group (IEEE 802); the kernel gives no device such a one, or zero.
        if ((Convert.FromHexString(digits)[0] & 1) != 0 || digits.All(digit => digit == '0'))
            throw new EngineException(ErrorKind.InvalidArgument, $"address {text}: invalid MAC address: no device may have it");
        return string.Join(':', digits.Chunk(2).Select(pair => new string(pair)));
    }
}
