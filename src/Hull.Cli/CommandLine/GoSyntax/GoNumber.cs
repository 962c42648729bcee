using System.Buffers;
using System.Globalization;
using Hull.Core.GoSyntax;

namespace Hull.Cli.CommandLine.GoSyntax;

/// <summary>
/// Numbers and booleans as Go's strconv reads them, with strconv's own words for what is wrong. Each method returns null when the
/// text was read, else the error.
/// </summary>
internal static class GoNumber
{
    private static readonly SearchValues<char> FloatCharacters = SearchValues.Create("0123456789.eE+-");

    /// <summary>strconv.ParseBool: 1, t, T, TRUE, true, True and their opposites.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value read.</param>
    public static string? ReadBool(string text, out bool value)
    {
        value = text is "1" or "t" or "T" or "true" or "TRUE" or "True";
        return value || text is "0" or "f" or "F" or "false" or "FALSE" or "False" ? null : Failure("ParseBool", text, "invalid syntax");
    }

    /// <summary>strconv.ParseInt. Base 0 takes the base from a prefix (0x, 0o, 0b, 0) and allows underscores between digits.</summary>
    /// <param name="text">The text.</param>
    /// <param name="numberBase">0, or 2 to 16.</param>
    /// <param name="bits">Width of the result: 32 or 64.</param>
    /// <param name="value">The value read.</param>
    public static string? ReadInt(string text, int numberBase, int bits, out long value)
    {
        value = 0;
        var negative = text.StartsWith('-');
        var digits = negative || text.StartsWith('+') ? text.AsSpan(1) : text;
        var outcome = ReadDigits(digits, numberBase, out var magnitude);
        if (outcome is not null) return Failure("ParseInt", text, outcome);
        var limit = 1UL << (bits - 1);
        if (magnitude > (negative ? limit : limit - 1)) return Failure("ParseInt", text, "value out of range");
        value = negative ? unchecked(-(long)magnitude) : (long)magnitude;
        return null;
    }

    /// <summary>strconv.ParseUint: as <see cref="ReadInt"/>, without a sign.</summary>
    /// <param name="text">The text.</param>
    /// <param name="numberBase">0, or 2 to 16.</param>
    /// <param name="bits">Width of the result: up to 64.</param>
    /// <param name="value">The value read.</param>
    public static string? ReadUInt(string text, int numberBase, int bits, out ulong value)
    {
        var outcome = ReadDigits(text, numberBase, out value);
        if (outcome is null && bits < 64 && value >> bits != 0) outcome = "value out of range";
        return outcome is null ? null : Failure("ParseUint", text, outcome);
    }

    /// <summary>strconv.ParseFloat for decimal forms, Inf and NaN. Hexadecimal forms are refused.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value read.</param>
    public static string? ReadFloat(string text, out double value)
    {
        value = 0;
        var unsigned = text.AsSpan().TrimStart("+-");
        if (text.Length - unsigned.Length > 1) return Failure("ParseFloat", text, "invalid syntax");
        if (unsigned.Equals("inf", StringComparison.OrdinalIgnoreCase) || unsigned.Equals("infinity", StringComparison.OrdinalIgnoreCase))
        {
            value = text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
            return null;
        }
        if (text.Equals("nan", StringComparison.OrdinalIgnoreCase))
        {
            value = double.NaN;
            return null;
        }
        const NumberStyles Decimal = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (unsigned.ContainsAnyExcept(FloatCharacters) || !double.TryParse(text, Decimal, CultureInfo.InvariantCulture, out value))
            return Failure("ParseFloat", text, "invalid syntax");
        return double.IsInfinity(value) ? Failure("ParseFloat", text, "value out of range") : null;
    }

    private static string Failure(string function, string text, string why) => $"strconv.{function}: parsing {GoQuote.Text(text)}: {why}";

    private static string? ReadDigits(ReadOnlySpan<char> text, int numberBase, out ulong value)
    {
        value = 0;
        if (text.IsEmpty) return "invalid syntax";
        var prefixed = numberBase == 0;
        if (prefixed && !UnderscoresSeparateDigits(text)) return "invalid syntax";
        var digits = prefixed ? WithoutPrefix(text, out numberBase) : text;
        if (digits.IsEmpty) return "invalid syntax";
        var overflow = false;
        foreach (var character in digits)
        {
            if (character == '_' && prefixed) continue;
            if (DigitOf(character) is var digit && digit >= (uint)numberBase) return "invalid syntax";
            var next = ((UInt128)value * (uint)numberBase) + digit;
            overflow |= next > ulong.MaxValue;
            value = (ulong)next;
        }
        return overflow ? "value out of range" : null;
    }

    private static ReadOnlySpan<char> WithoutPrefix(ReadOnlySpan<char> text, out int numberBase)
    {
        numberBase = 10;
        if (text[0] != '0' || text.Length == 1) return text;
        numberBase = char.ToLowerInvariant(text[1]) switch { 'x' => 16, 'b' => 2, 'o' => 8, _ => 0 };
        if (numberBase != 0) return text[2..];
        numberBase = 8;
        return text[1..];
    }

    private static uint DigitOf(char character) => character switch
    {
        >= '0' and <= '9' => (uint)(character - '0'),
        >= 'a' and <= 'z' => (uint)(character - 'a') + 10,
        >= 'A' and <= 'Z' => (uint)(character - 'A') + 10,
        _ => uint.MaxValue,
    };

    // The Go rule: an underscore stands between digits only; a base prefix counts as a digit.
    private static bool UnderscoresSeparateDigits(ReadOnlySpan<char> text)
    {
        var afterDigit = false;
        var afterUnderscore = false;
        var start = 0;
        if (text.Length >= 2 && text[0] == '0' && char.ToLowerInvariant(text[1]) is 'x' or 'b' or 'o')
        {
            start = 2;
            afterDigit = true;
        }
        foreach (var character in text[start..])
        {
            if (character == '_' && !afterDigit) return false;
            afterUnderscore = character == '_';
            afterDigit = !afterUnderscore;
        }
        return !afterUnderscore;
    }
}
