using System.Globalization;

namespace Hull.Engine.Configuration;

/// <summary>
/// Sizes as people write them: 64m, 1.5g, 65536k, 10 MiB. As Docker and Podman read them, one option takes every unit as a power of
/// 1024, another (sizes of logs) as a power of 1000, however it is written: k, kb, KB or KiB.
/// </summary>
internal static class ByteSize
{
    /// <summary>Reads a size.</summary>
    /// <param name="text">A number that is not negative, with or without a unit of b, k, m, g, t, p and an optional b or ib after it.</param>
    /// <param name="bytes">The size in bytes.</param>
    /// <param name="kilo">What k stands for: 1024 or 1000.</param>
    /// <returns>False where it is no size, or one past 2^63.</returns>
    public static bool TryParse(string text, out long bytes, int kilo = 1024)
    {
        bytes = 0;
        var digits = 0;
        while (digits < text.Length && (char.IsAsciiDigit(text[digits]) || text[digits] == '.')) digits++;
        if (digits == 0 || text[0] == '.') return false;
        if (!TryUnit(text.AsSpan(digits), kilo, out var unit)) return false;
        if (!decimal.TryParse(text.AsSpan(0, digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return false;
        if (number > long.MaxValue / (decimal)unit) return false;
        bytes = (long)(number * unit);
        return true;
    }

    private static bool TryUnit(ReadOnlySpan<char> suffix, int kilo, out long unit)
    {
        unit = 1;
        if (suffix.StartsWith(" ")) suffix = suffix[1..];
        if (suffix.IsEmpty) return true;
        var exponent = "bkmgtp".IndexOf(char.ToLowerInvariant(suffix[0]), StringComparison.Ordinal);
        if (exponent < 0) return false;
        for (var i = 0; i < exponent; i++) unit *= kilo;
        var rest = suffix[1..];
        if (exponent == 0) return rest.IsEmpty;
        return rest.IsEmpty || rest.Equals("b", StringComparison.OrdinalIgnoreCase) || rest.Equals("ib", StringComparison.OrdinalIgnoreCase);
    }
}
