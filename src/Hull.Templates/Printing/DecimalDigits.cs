using System.Globalization;
using System.Numerics;

namespace Hull.Templates.Printing;

/// <summary>
/// A positive number as decimal digits with the place of the point: 0.d1d2d3… × 10^Point. Either the shortest digits that read back as the
/// same float64, or the exact value rounded half to even at some digit, which is how Go's strconv rounds.
/// </summary>
internal sealed record DecimalDigits(string Digits, int Point)
{
    private static readonly DecimalDigits Zero = new("", 0);

    /// <summary>The fewest digits that read back as the same number.</summary>
    public static DecimalDigits Shortest(double value)
    {
        if (value == 0) return Zero;
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var exponentAt = text.IndexOf('E', StringComparison.Ordinal);
        var exponent = exponentAt < 0 ? 0 : int.Parse(text.AsSpan(exponentAt + 1), CultureInfo.InvariantCulture);
        var mantissa = exponentAt < 0 ? text : text[..exponentAt];
        var pointAt = mantissa.IndexOf('.', StringComparison.Ordinal);
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var leadingZeros = digits.Length - digits.TrimStart('0').Length;
        var point = (pointAt < 0 ? digits.Length : pointAt) - leadingZeros + exponent;
        return new(digits.Trim('0'), point);
    }

    /// <summary>The exact value.</summary>
    public static DecimalDigits Exact(double value)
    {
        if (value == 0) return Zero;
        var bits = BitConverter.DoubleToInt64Bits(value);
        var biased = (int)(bits >> 52) & 0x7FF;
        var mantissa = new BigInteger(bits & 0xFFFFFFFFFFFFF);
        if (biased == 0) biased = 1;
        else mantissa += BigInteger.One << 52;
        var exponent = biased - 1075;
        // m × 2^-k is m × 5^k with the point k digits from the right.
        var scaled = exponent >= 0 ? mantissa << exponent : mantissa * BigInteger.Pow(5, -exponent);
        var digits = scaled.ToString(CultureInfo.InvariantCulture);
        var point = digits.Length - Math.Max(0, -exponent);
        return new(digits.TrimEnd('0'), point);
    }

    /// <summary>Rounded to a number of digits, half to even.</summary>
    public DecimalDigits RoundTo(int count)
    {
        if (count >= Digits.Length) return this;
        if (count < 0) return Zero;
        var kept = Digits[..count];
        if (!RoundsUp(count)) return new(kept.TrimEnd('0'), kept.TrimEnd('0').Length == 0 ? 0 : Point);
        var last = count - 1;
        while (last >= 0 && Digits[last] == '9') last--;
        if (last < 0) return new("1", Point + 1);
        return new(Digits[..last] + (char)(Digits[last] + 1), Point);
    }

    /// <summary>The digit at a place, zero beyond the last.</summary>
    public char At(int index) => index >= 0 && index < Digits.Length ? Digits[index] : '0';

    private bool RoundsUp(int count)
    {
        if (Digits[count] != '5') return Digits[count] > '5';
        if (count + 1 < Digits.Length) return true;
        return count > 0 && (Digits[count - 1] - '0') % 2 == 1;
    }
}
