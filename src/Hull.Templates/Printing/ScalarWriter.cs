using System.Globalization;
using System.Text;

namespace Hull.Templates.Printing;

/// <summary>Writes single booleans, numbers, characters and strings by the flags of a printf directive (package fmt, "Printing").</summary>
internal sealed class ScalarWriter(StringBuilder output)
{
    /// <summary>The flags of the present directive.</summary>
    public PrintFlags Flags { get; set; } = PrintFlags.Plain;

    /// <summary>Writes text as it is.</summary>
    public void Raw(string text) => output.Append(text);

    /// <summary>Writes text padded to the width; the zero flag pads with zeros on the left.</summary>
    public void Padded(string text, bool zeros = true)
    {
        var missing = (Flags.Width ?? 0) - GoBytes.RuneCount(text);
        if (missing <= 0) output.Append(text);
        else if (Flags.Minus) output.Append(text).Append(' ', missing);
        else output.Append(Flags.Zero && zeros ? '0' : ' ', missing).Append(text);
    }

    /// <summary>A string, cut to the precision.</summary>
    public void Text(string text) => Padded(Cut(text));

    /// <summary>A string in quotes, or back quotes with the # flag where they can hold it.</summary>
    public void Quoted(string text)
    {
        text = Cut(text);
        Padded(Flags.Sharp && GoQuote.CanBackquote(text) ? $"`{text}`" : GoQuote.Text(text, Flags.Plus));
    }

    /// <summary>The bytes of a string in hexadecimal.</summary>
    public void HexBytes(string text, bool upper)
    {
        var bytes = GoBytes.FromText(text).AsSpan();
        if (Flags.Precision < bytes.Length) bytes = bytes[..Flags.Precision.Value];
        var prefix = Flags.Sharp ? upper ? "0X" : "0x" : "";
        var hex = new StringBuilder(bytes.Length == 0 ? "" : prefix);
        for (var at = 0; at < bytes.Length; at++)
        {
            if (Flags.Space && at > 0) hex.Append(' ').Append(prefix);
            hex.Append(bytes[at].ToString(upper ? "X2" : "x2", CultureInfo.InvariantCulture));
        }
        Padded(hex.ToString());
    }

    /// <summary>An integer, its magnitude and sign apart.</summary>
    /// <param name="magnitude">The value without its sign.</param>
    /// <param name="negative">Whether it is below zero.</param>
    /// <param name="verb">d b o O x X or v.</param>
    public void Integer(ulong magnitude, bool negative, char verb)
    {
        if (Flags.Precision == 0 && magnitude == 0)
        {
            Padded("", zeros: false);
            return;
        }
        var digits = verb switch
        {
            'b' => magnitude.ToString("b", CultureInfo.InvariantCulture),
            'o' or 'O' => Octal(magnitude),
            'x' => magnitude.ToString("x", CultureInfo.InvariantCulture),
            'X' => magnitude.ToString("X", CultureInfo.InvariantCulture),
            _ => magnitude.ToString(CultureInfo.InvariantCulture),
        };
        var signed = negative || Flags.Plus || Flags.Space;
        digits = digits.PadLeft(Flags.Precision ?? (Flags.Zero && !Flags.Minus ? (Flags.Width ?? 0) - (signed ? 1 : 0) : 0).AtLeastZero(), '0');
        var sign = negative ? "-" : Flags.Plus ? "+" : Flags.Space ? " " : "";
        Padded(sign + Prefix(verb, digits) + digits, zeros: false);
    }

    /// <summary>A character (%c).</summary>
    public void Character(ulong code) => Padded(char.ConvertFromUtf32(ValidRune(code)));

    /// <summary>A character in single quotes (%q of a number).</summary>
    public void QuotedCharacter(ulong code) => Padded(GoQuote.Rune(ValidRune(code), Flags.Plus));

    /// <summary>A character as U+0041 (%U), with # also itself.</summary>
    public void CodePoint(ulong code)
    {
        var digits = code.ToString("X", CultureInfo.InvariantCulture).PadLeft(Math.Max(4, Flags.Precision ?? 4), '0');
        var shown = Flags.Sharp && code <= 0x10FFFF && GoQuote.IsPrint((int)code) ? $" '{char.ConvertFromUtf32((int)code)}'" : "";
        Padded($"U+{digits}{shown}", zeros: false);
    }

    /// <summary>A floating-point number; verbs as in <see cref="GoFloat"/>, the default precision -1 or 6.</summary>
    public void Float(double value, char verb, int precision)
    {
        var text = GoFloat.Text(value, verb, Flags.Precision ?? precision);
        var sign = text[0] is '-' or '+' ? text[..1] : "+";
        var number = text[0] is '-' or '+' ? text[1..] : text;
        var showSign = Flags.Plus || sign == "-" || Flags.Space;
        if (sign == "+" && !Flags.Plus) sign = Flags.Space ? " " : "+";
        if (!double.IsFinite(value))
        {
            // An infinity shows its sign also when it is not asked for.
            Padded(showSign || double.IsInfinity(value) ? sign + number : number, zeros: false);
            return;
        }
        if (Flags.Sharp && verb != 'b') number = WithPoint(number, verb, Flags.Precision ?? precision);
        if (!showSign) Padded(number);
        else if (Flags.Zero && !Flags.Minus) output.Append(sign).Append(number.PadLeft(((Flags.Width ?? 0) - 1).AtLeastZero(), '0'));
        else Padded(sign + number);
    }

    /// <summary>The # flag: a decimal point always, and for %g and %x the zeros that fill the precision.</summary>
    private static string WithPoint(string number, char verb, int precision)
    {
        var exponentAt = number.IndexOfAny(verb is 'x' or 'X' ? ['p', 'P'] : ['e', 'E']);
        var tail = exponentAt < 0 ? "" : number[exponentAt..];
        var head = exponentAt < 0 ? number : number[..exponentAt];
        var missing = 0;
        if (verb is 'g' or 'G' or 'x')
        {
            // Go counts every character after the first that is no zero, of a hexadecimal number also the x.
            var significant = head.Replace(".", "", StringComparison.Ordinal).TrimStart('0').Length;
            missing = (precision < 0 ? 6 : precision) - Math.Max(significant, head == "0" ? 1 : 0);
        }
        if (!head.Contains('.', StringComparison.Ordinal)) head += '.';
        return head + new string('0', missing.AtLeastZero()) + tail;
    }

    private string Prefix(char verb, string digits) => verb switch
    {
        'O' => Flags.Sharp && digits[0] != '0' ? "0o0" : "0o",
        'b' when Flags.Sharp => "0b",
        'o' when Flags.Sharp && digits[0] != '0' => "0",
        'x' when Flags.Sharp => "0x",
        'X' when Flags.Sharp => "0X",
        _ => "",
    };

    private string Cut(string text)
    {
        if (Flags.Precision is not { } most || GoBytes.RuneCount(text) <= most) return text;
        var at = 0;
        for (var runes = 0; runes < most; runes++) at += at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1;
        return text[..at];
    }

    private static int ValidRune(ulong code) => code <= 0x10FFFF && Rune.IsValid((int)code) ? (int)code : 0xFFFD;

    private static string Octal(ulong value)
    {
        var digits = new StringBuilder();
        do
        {
            digits.Insert(0, (char)('0' + (int)(value & 7)));
            value >>= 3;
        }
        while (value > 0);
        return digits.ToString();
    }
}
