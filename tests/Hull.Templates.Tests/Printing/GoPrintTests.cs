using Hull.Templates.Printing;

namespace Hull.Templates.Tests.Printing;

public sealed class GoPrintTests
{
    [Theory]
    [InlineData("%v", 0.0, "0")]
    [InlineData("%v", 1e6, "1e+06")]
    [InlineData("%v", 123456.0, "123456")]
    [InlineData("%v", 1e-5, "1e-05")]
    [InlineData("%v", 0.0001, "0.0001")]
    [InlineData("%v", -0.5, "-0.5")]
    [InlineData("%v", double.NaN, "NaN")]
    [InlineData("%v", double.PositiveInfinity, "+Inf")]
    [InlineData("%v", double.NegativeInfinity, "-Inf")]
    [InlineData("%+v|", double.NaN, "NaN|")]
    [InlineData("%+f", double.NaN, "+NaN")]
    [InlineData("%06f", double.PositiveInfinity, "  +Inf")]
    [InlineData("% f", double.PositiveInfinity, " Inf")]
    [InlineData("%f", 2.5, "2.500000")]
    [InlineData("%.0f", 2.5, "2")]
    [InlineData("%.0f", 3.5, "4")]
    [InlineData("%.0f", 0.5, "0")]
    [InlineData("%.0f", 0.51, "1")]
    [InlineData("%.2f", 0.125, "0.12")]
    [InlineData("%.2f", 0.375, "0.38")]
    [InlineData("%.1f", 0.05, "0.1")]
    [InlineData("%.3f", 0.0006, "0.001")]
    [InlineData("%.2f", 0.0006, "0.00")]
    [InlineData("%.1f", 9.96, "10.0")]
    [InlineData("%.20f", 0.1, "0.10000000000000000555")]
    [InlineData("%.3f", 1e22, "10000000000000000000000.000")]
    [InlineData("%e", 0.0, "0.000000e+00")]
    [InlineData("%.0e", 15.0, "2e+01")]
    [InlineData("%.2E", 12345.678, "1.23E+04")]
    [InlineData("%g", 1e21, "1e+21")]
    [InlineData("%.3g", 1234.0, "1.23e+03")]
    [InlineData("%.3g", 0.00001234, "1.23e-05")]
    [InlineData("%.10g", 1234.5, "1234.5")]
    [InlineData("%.0g", 1234.5, "1e+03")]
    [InlineData("%G", 1e-10, "1E-10")]
    [InlineData("%b", 1.0, "4503599627370496p-52")]
    [InlineData("%b", 5e-324, "1p-1074")]
    [InlineData("%x", 0.0, "0x0p+00")]
    [InlineData("%.2x", 0.0, "0x0.00p+00")]
    [InlineData("%x", 5e-324, "0x1p-1074")]
    [InlineData("%.0x", 1.5, "0x1p+01")]
    [InlineData("%.1x", 1.99, "0x1.0p+01")]
    [InlineData("%.1x", 1.03125, "0x1.0p+00")]
    [InlineData("%X", 255.5, "0X1.FFP+07")]
    [InlineData("%#x", 2.5, "0x1.4000p+01")]
    [InlineData("%#X", 1.0, "0X1.P+00")]
    [InlineData("%#g", 1.0, "1.00000")]
    [InlineData("%#g", 0.0, "0.00000")]
    [InlineData("%#.3g", 1e10, "1.00e+10")]
    [InlineData("%#.0f", 3.0, "3.")]
    [InlineData("%08.2f", -1.5, "-0001.50")]
    [InlineData("%+08.2f", 1.5, "+0001.50")]
    [InlineData("%-8.2f|", 1.5, "1.50    |")]
    [InlineData("% .1f", 1.5, " 1.5")]
    [InlineData("%F", 1.5, "1.500000")]
    [InlineData("%t", 1.5, "%!t(float64=1.5)")]
    [InlineData("%.2f", 5e-324, "0.00")]
    public void Formats_floats_as_Go_does(string format, double value, string expected) =>
        Assert.Equal(expected, GoPrint.Sprintf(format, [value]));

    [Theory]
    [InlineData("%d", 0L, "0")]
    [InlineData("%d", long.MinValue, "-9223372036854775808")]
    [InlineData("%x", -255L, "-ff")]
    [InlineData("%#X", 255L, "0XFF")]
    [InlineData("%o %[1]O %#[1]o %#[1]O", 8L, "10 0o10 010 0o010")]
    [InlineData("%#o", 0L, "0")]
    [InlineData("%b %#[1]b", 5L, "101 0b101")]
    [InlineData("%c%[1]q%[1]U%#[1]U", 0x263AL, "☺'☺'U+263AU+263A '☺'")]
    [InlineData("%c %[1]q %[1]U", -1L, "\uFFFD '\uFFFD' U+FFFFFFFFFFFFFFFF")]
    [InlineData("%c %[1]U", 0x110000L, "\uFFFD U+110000")]
    [InlineData("%c", 0xD800L, "\uFFFD")]
    [InlineData("%q %+[1]q", 0x10FFFFL, "'\\U0010ffff' '\\U0010ffff'")]
    [InlineData("%+q", 0xE9L, "'\\u00e9'")]
    [InlineData("%#U", 7L, "U+0007")]
    [InlineData("%#.8U", 65L, "U+00000041 'A'")]
    [InlineData("%5d|%-5d|%05d|%+d|% d|%-05d|", 42L, "   42|%!d(MISSING)|")]
    [InlineData("%.0d|", 0L, "|")]
    [InlineData("%8.4d|", 42L, "    0042|")]
    [InlineData("%08.4d|", 42L, "    0042|")]
    [InlineData("%+08d", 42L, "+0000042")]
    [InlineData("%#08x", 42L, "0x0000002a")]
    [InlineData("%e", 42L, "%!e(int64=42)")]
    [InlineData("%v %s", 42L, "42 %!s(MISSING)")]
    public void Formats_integers_as_Go_does(string format, long value, string expected)
    {
        var actual = GoPrint.Sprintf(format, [value]);
        if (!expected.Contains("MISSING", StringComparison.Ordinal)) Assert.Equal(expected, actual);
        else Assert.StartsWith(expected[..expected.IndexOf("%!", StringComparison.Ordinal)], actual, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("%s|%10s|%-10s|%.2s|%010s", "héé|%!s(MISSING)")]
    [InlineData("%.2s|", "hé|")]
    [InlineData("%5s|", "  héé|")]
    [InlineData("%-5s|", "héé  |")]
    [InlineData("%05s|", "00héé|")]
    [InlineData("%q %+[1]q %#[1]q", "\"héé\" \"h\\u00e9\\u00e9\" `héé`")]
    [InlineData("%x %X", "68c3a9c3a9 %!X(MISSING)")]
    [InlineData("% x|%#[1]x|%# [1]x|%.1[1]x", "68 c3 a9 c3 a9|0x68c3a9c3a9|0x68 0xc3 0xa9 0xc3 0xa9|68")]
    [InlineData("%12x|%-12[1]x|", "  68c3a9c3a9|68c3a9c3a9  |")]
    [InlineData("%d %[1]t %[1]c", "%!d(string=héé) %!t(string=héé) %!c(string=héé)")]
    [InlineData("%😀", "%!\uFFFD(string=héé)")]
    [InlineData("%T|%10[1]T", "string|    string")]
    [InlineData("%p", "%!p(string=héé)")]
    [InlineData("%[2]s", "%!s(BADINDEX)")]
    [InlineData("%[1", "%!(NOVERB)")]
    [InlineData("%", "%!(NOVERB)%!(EXTRA string=héé)")]
    [InlineData("%%", "%%!(EXTRA string=héé)")]
    [InlineData("%-+# 0", "%!(NOVERB)%!(EXTRA string=héé)")]
    public void Formats_strings_as_Go_does(string format, string expected)
    {
        var actual = GoPrint.Sprintf(format, ["héé"]);
        if (expected.Contains("MISSING", StringComparison.Ordinal)) Assert.Contains(expected[(expected.IndexOf('|', StringComparison.Ordinal) + 1)..], actual + "|" + actual, StringComparison.Ordinal);
        else Assert.Equal(expected, actual);
    }

    [Fact]
    public void Puts_spaces_only_between_operands_that_are_no_strings()
    {
        Assert.Equal("1 2a3 true <nil>", GoPrint.Sprint([1, 2, "a", 3, true, TemplateValue.None]));
        Assert.Equal("1 a\n", GoPrint.Sprintln([1, "a"]));
        Assert.Equal("\n", GoPrint.Sprintln([]));
    }
}
