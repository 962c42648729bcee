using System.Globalization;
using System.Text;

namespace Hull.Templates.Printing;

/// <summary>Go's text of floating-point numbers (strconv.FormatFloat): the verbs e, E, f, g, G and b, with a precision or -1 for the shortest.</summary>
internal static class GoFloat
{
    /// <summary>Formats a number.</summary>
    /// <param name="value">The number.</param>
    /// <param name="verb">One of e E f g G b.</param>
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
        var bits = BitConverter.DoubleToInt64Bits(value);
        var biased = (int)(bits >> 52);
        var mantissa = bits & 0xFFFFFFFFFFFFF;
        if (biased == 0) biased = 1;
        else mantissa |= 1L << 52;
        var exponent = biased - 1075;
        return string.Create(CultureInfo.InvariantCulture, $"{mantissa}p{(exponent < 0 ? "" : "+")}{exponent}");
    }
}
