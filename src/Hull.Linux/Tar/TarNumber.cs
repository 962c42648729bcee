namespace Hull.Linux.Tar;

/// <summary>The numbers of a header block: octal text, or GNU's base-256 (big-endian two's complement behind a marking bit).</summary>
internal static class TarNumber
{
    /// <summary>Reads a field; false if it is neither form or does not fit into 64 bits.</summary>
    /// <param name="field">The whole field. Blanks and NULs around the digits are allowed; nothing at all is 0.</param>
    /// <param name="value">The number.</param>
    public static bool TryRead(ReadOnlySpan<byte> field, out long value)
        => (field[0] & 0x80) != 0 ? TryReadBinary(field, out value) : TryReadOctal(field, out value);

    /// <summary>Writes octal digits, filled with zeros, and a NUL; false if the number is negative or too long.</summary>
    public static bool TryWriteOctal(Span<byte> field, long value)
    {
        if (value < 0 || value >> (3 * (field.Length - 1)) != 0) return false;
        field[^1] = 0;
        for (var i = field.Length - 2; i >= 0; i--)
        {
            field[i] = (byte)('0' + (value & 7));
            value >>= 3;
        }

        return true;
    }

    private static bool TryReadOctal(ReadOnlySpan<byte> field, out long value)
    {
        value = 0;
        foreach (var digit in field.Trim(" \0"u8))
        {
            if (digit is < (byte)'0' or > (byte)'7' || value > long.MaxValue >> 3) return false;
            value = (value << 3) | (long)(digit - '0');
        }

        return true;
    }

    private static bool TryReadBinary(ReadOnlySpan<byte> field, out long value)
    {
        // The bit below the mark is the sign; the first byte's six others are the highest digits.
        var negative = (field[0] & 0x40) != 0;
        value = negative ? -1 : 0;
        value = (value << 6) | (uint)(field[0] & 0x3f);
        foreach (var digit in field[1..])
        {
            if (value is > long.MaxValue >> 8 or < long.MinValue >> 8) return false;
            value = (value << 8) | digit;
        }

        return true;
    }
}
