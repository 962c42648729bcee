using System.Globalization;

namespace Hull.Cli.Output;

/// <summary>Sizes with few digits, as go-units writes them: 2 MB, 12B, 1.98MB, 812KiB.</summary>
internal static class HumanSize
{
    private const double Thousand = 1000;
    private const double Kibi = 1024;

    private static readonly string[] BinaryUnits = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"];
    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"];

    /// <summary>Three digits, no space: the form of ps --size.</summary>
    /// <param name="bytes">The size.</param>
    public static string Tight(long bytes) => Format(bytes, 3, "");

    /// <summary>Three digits and a space: the form of images.</summary>
    /// <param name="bytes">The size.</param>
    public static string Spaced(long bytes) => Format(bytes, 3, " ");

    /// <summary>Four digits, no space: the form of stats and system df.</summary>
    /// <param name="bytes">The size.</param>
    public static string Exact(double bytes) => Format(bytes, 4, "");

    /// <summary>Four digits in powers of two: 23.54GiB.</summary>
    /// <param name="bytes">The size.</param>
    public static string Binary(double bytes) => Format(bytes, 4, "", Kibi, BinaryUnits);

    private static string Format(double size, int digits, string between) => Format(size, digits, between, Thousand, Units);

    private static string Format(double size, int digits, string between, double step, string[] units)
    {
        var unit = 0;
        while (size >= step && unit < units.Length - 1)
        {
            size /= step;
            unit++;
        }
        return General(size, digits) + between + units[unit];
    }

    // Go's %.*g: that many significant digits, no closing zeroes, an exponent where the whole part has more digits.
    private static string General(double size, int digits)
    {
        var text = size.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var exponent = text.IndexOf('E', StringComparison.Ordinal);
        return exponent < 0 ? text : text[..exponent] + "e" + text[(exponent + 1)..];
    }
}
