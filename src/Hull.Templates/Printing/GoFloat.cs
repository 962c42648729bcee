using System.Globalization;
using System.Numerics;
using System.Text;

namespace Hull.Templates.Printing;

/// <summary>Go's text of floating-point numbers (strconv.FormatFloat): the verbs e, E, f, g, G, b, x and X, with a precision or -1 for the shortest.</summary>
internal static class GoFloat
{
    /// <summary>Formats a number.</summary>
    /// <param name="value">The number.</param>
    /// <param name="verb">One of e E f g G b x X.</param>
    /// <param name="precision">Digits after the point (e, f) or significant digits (g); -1 for as many as are needed.</param>
    public static string Text(double value, char verb, int precision)
    {
        if (double.IsNaN(value)) return "NaN";
        if (double.IsInfinity(value)) return value > 0 ? "+Inf" : "-Inf";
        var sign = double.IsNegative(value) ? "-" : "";
        var magnitude = Math.Abs(value);
        return sign + verb switch
        {
            'b' => Binary(magnitude),
            'x' => Hexadecimal(magnitude, precision),
            'X' => Hexadecimal(magnitude, precision).ToUpperInvariant(),
            'f' => Fixed(magnitude, precision),
            'e' or 'E' => Exponential(Rounded(magnitude, precision < 0 ? -1 : precision + 1), precision, verb),
            _ => General(magnitude, verb, precision),
        };
    }

    private static DecimalDigits Rounded(double value, int digits) =>
        digits < 0 ? DecimalDigits.Shortest(value) : DecimalDigits.Exact(value).RoundTo(digits);

    private static string Fixed(double value, int precision)
    {
        var exact = precision < 0 ? DecimalDigits.Shortest(value) : DecimalDigits.Exact(value);
        var digits = precision < 0 ? exact : exact.RoundTo(exact.Point + precision);
        return Fixed(digits, precision < 0 ? Math.Max(0, digits.Digits.Length - digits.Point) : precision);
    }

    private static string Fixed(DecimalDigits digits, int decimals)
    {
        var text = new StringBuilder();
        for (var place = 0; place < digits.Point; place++) text.Append(digits.At(place));
        if (text.Length == 0) text.Append('0');
        if (decimals > 0) text.Append('.');
        for (var place = 0; place < decimals; place++) text.Append(digits.At(digits.Point + place));
        return text.ToString();
    }

    private static string Exponential(DecimalDigits digits, int precision, char verb)
    {
        var decimals = precision < 0 ? Math.Max(0, digits.Digits.Length - 1) : precision;
        var text = new StringBuilder().Append(digits.At(0));
        if (decimals > 0) text.Append('.');
        for (var place = 1; place <= decimals; place++) text.Append(digits.At(place));
        var exponent = digits.Digits.Length == 0 ? 0 : digits.Point - 1;
        return text.Append(verb).Append(exponent < 0 ? '-' : '+').Append(Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture)).ToString();
    }

    /// <summary>%g: exponents below -4, or too large for the precision (6 with the shortest digits), turn to %e.</summary>
    private static string General(double value, char verb, int precision)
    {
        var digits = Rounded(value, precision == 0 ? 1 : precision);
        var limit = Math.Max(precision, 1);
        if (limit > digits.Digits.Length && digits.Digits.Length >= digits.Point) limit = digits.Digits.Length;
        if (precision < 0) limit = 6;
        var exponent = digits.Digits.Length == 0 ? 0 : digits.Point - 1;
        if (exponent < -4 || exponent >= limit) return Exponential(digits, Math.Max(0, digits.Digits.Length - 1), verb == 'G' ? 'E' : 'e');
        return Fixed(digits, Math.Max(0, digits.Digits.Length - digits.Point));
    }

    /// <summary>%b: the mantissa as an integer and the power of two.</summary>
    private static string Binary(double value)
    {
        var (mantissa, exponent) = Split(value);
        return string.Create(CultureInfo.InvariantCulture, $"{mantissa}p{(exponent < 0 ? "" : "+")}{exponent}");
    }

    /// <summary>%x: one hexadecimal digit, the digits of the fraction and the power of two.</summary>
    private static string Hexadecimal(double value, int precision)
    {
        var (mantissa, exponent) = Split(value);
        if (mantissa == 0) return "0x0" + (precision > 0 ? "." + new string('0', precision) : "") + "p+00";
        var shift = 53 - (64 - BitOperations.LeadingZeroCount((ulong)mantissa));
        mantissa <<= shift;
        exponent += 52 - shift;
        if (precision is >= 0 and < 13) mantissa = RoundToHexDigits(mantissa, precision);
        if (mantissa >> 53 != 0)
        {
            mantissa >>= 1;
            exponent++;
        }
        var fraction = (mantissa & 0xFFFFFFFFFFFFF).ToString("x13", CultureInfo.InvariantCulture);
        fraction = precision < 0 ? fraction.TrimEnd('0') : fraction.PadRight(precision, '0')[..precision];
        var point = fraction.Length > 0 ? "." : "";
        return string.Create(CultureInfo.InvariantCulture, $"0x1{point}{fraction}p{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
    }

    /// <summary>A mantissa of 53 bits with so many digits after the first, half to even.</summary>
    private static long RoundToHexDigits(long mantissa, int digits)
    {
        var dropped = 52 - (4 * digits);
        var rest = mantissa & ((1L << dropped) - 1);
        var half = 1L << (dropped - 1);
        mantissa -= rest;
        var isOdd = (mantissa >> dropped & 1) == 1;
        return rest > half || (rest == half && isOdd) ? mantissa + (1L << dropped) : mantissa;
    }

    private static (long Mantissa, int Exponent) Split(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var biased = (int)(bits >> 52);
        var mantissa = bits & 0xFFFFFFFFFFFFF;
        if (biased == 0) return (mantissa, -1074);
        return (mantissa | (1L << 52), biased - 1075);
    }
}
