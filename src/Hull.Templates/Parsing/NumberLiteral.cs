using System.Buffers;
using System.Globalization;
using System.Numerics;

namespace Hull.Templates.Parsing;

/// <summary>
/// A number of a template under every type that can hold it, as Go's untyped constants: <c>1e3</c> is an integer where one is wanted and a
/// float where the type is open.
/// </summary>
/// <param name="Integer">Its value as int64, if it has one.</param>
/// <param name="Unsigned">Its value as uint64, if it has one.</param>
/// <param name="Float">Its value as float64.</param>
internal sealed record NumberLiteral(long? Integer, ulong? Unsigned, double Float)
{
    private static readonly SearchValues<char> FloatMarks = SearchValues.Create(".eEpP");

    /// <summary>The value of a character constant.</summary>
    public static NumberLiteral OfCharacter(int rune) => new(rune, (ulong)rune, rune);

    /// <summary>Reads a number; null where the text is none. An integer beyond 64 bits sets <paramref name="overflows"/>.</summary>
    public static NumberLiteral? Parse(string text, out bool overflows)
    {
        overflows = false;
        if (text.Contains('_', StringComparison.Ordinal))
        {
            if (!UnderscoresSeparateDigits(text)) return null;
            text = text.Replace("_", "", StringComparison.Ordinal);
        }
        if (TryWhole(text, out var whole))
        {
            long? integer = whole >= long.MinValue && whole <= long.MaxValue ? (long)whole : null;
            // A sign makes it signed, except for zero.
            ulong? unsigned = whole >= 0 && whole <= ulong.MaxValue && (whole == 0 || char.IsAsciiDigit(text[0])) ? (ulong)whole : null;
            if (integer is not null || unsigned is not null) return new(integer, unsigned, integer ?? (double)unsigned!.Value);
            overflows = text.All(c => c is '+' or '-' || char.IsAsciiDigit(c));
            return null;
        }
        if (!TryFloat(text, out var value)) return null;
        // "09" is no octal number and, without a point or an exponent, no float either; Go calls it too large.
        overflows = text.AsSpan().IndexOfAny(FloatMarks) < 0;
        if (overflows) return null;
        return new(
            value >= long.MinValue && value < long.MaxValue && Math.Truncate(value) == value ? (long)value : null,
            value >= 0 && value < ulong.MaxValue && Math.Truncate(value) == value ? (ulong)value : null,
            value);
    }

    private static bool TryWhole(string text, out BigInteger value)
    {
        value = BigInteger.Zero;
        var digits = text.AsSpan(text[0] is '+' or '-' ? 1 : 0);
        var numberBase = 10;
        if (digits.Length > 1 && digits[0] == '0')
        {
            (numberBase, var prefix) = char.ToLowerInvariant(digits[1]) switch
            {
                'x' => (16, 2),
                'o' => (8, 2),
                'b' => (2, 2),
                _ => (8, 1),
            };
            digits = digits[prefix..];
        }
        if (digits.IsEmpty) return false;
        foreach (var digit in digits)
        {
            var amount = char.IsAsciiHexDigit(digit) ? Convert.ToInt32(digit.ToString(), 16) : 16;
            if (amount >= numberBase) return false;
            value = (value * numberBase) + amount;
        }
        if (text[0] == '-') value = -value;
        return true;
    }

    private static bool TryFloat(string text, out double value)
    {
        var digits = text.TrimStart('+', '-');
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase)) return TryHexFloat(digits[2..], text[0] == '-', out value);
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(text, Style, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }

    /// <summary>A hexadecimal mantissa with a binary exponent: 0x1.8p-2.</summary>
    private static bool TryHexFloat(string text, bool negative, out double value)
    {
        value = 0;
        var exponentAt = text.IndexOfAny(['p', 'P']);
        if (exponentAt < 0 || !int.TryParse(text.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)) return false;
        var mantissa = text[..exponentAt];
        var pointAt = mantissa.IndexOf('.', StringComparison.Ordinal);
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        // Sixteen digits hold every float64 exactly; longer mantissas are no format that anyone writes.
        if (digits.Length is 0 or > 16 || !ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bits)) return false;
        var scale = pointAt < 0 ? 0 : (digits.Length - pointAt) * 4;
        value = Math.ScaleB(bits, Math.Clamp(exponent, -100_000, 100_000) - scale) * (negative ? -1 : 1);
        return double.IsFinite(value);
    }

    /// <summary>Underscores stand between digits, or between a base prefix and the first digit.</summary>
    private static bool UnderscoresSeparateDigits(string text)
    {
        var hasPrefix = text.TrimStart('+', '-') is { Length: > 1 } digits && digits[0] == '0' && char.IsAsciiLetter(digits[1]);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '_') continue;
            var before = at > 0 && (char.IsAsciiHexDigit(text[at - 1]) || (hasPrefix && char.IsAsciiLetter(text[at - 1])));
            if (!before || at + 1 >= text.Length || !char.IsAsciiHexDigit(text[at + 1])) return false;
        }
        return true;
    }
}
