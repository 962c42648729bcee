using System.Globalization;

namespace Hull.Cli.Output;

/// <summary>Sizes in decimal units with few digits, as go-units writes them: 2 MB, 12B, 1.98MB.</summary>
internal static class HumanSize
{
    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"];

    /// <summary>Three digits, no space: the form of ps --size.</summary>
    /// <param name="bytes">The size.</param>
    public static string Tight(long bytes) => Format(bytes, 3, "");

    /// <summary>Three digits and a space: the form of images.</summary>
    /// <param name="bytes">The size.</param>
    public static string Spaced(long bytes) => Format(bytes, 3, " ");

    /// <summary>Four digits, no space: the form of image tree.</summary>
    /// <param name="bytes">The size.</param>
    public static string Fine(long bytes) => Format(bytes, 4, "");

    private static string Format(double size, int digits, string between)
    {
        var unit = 0;
        while (size >= 1000 && unit < Units.Length - 1)
        {
            size /= 1000;
            unit++;
        }
        return General(size, digits) + between + Units[unit];
    }

    // Go's %.*g: that many significant digits, no closing zeroes, an exponent where the whole part has more digits.
    private static string General(double size, int digits)
    {
        var text = size.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var exponent = text.IndexOf('E', StringComparison.Ordinal);
        return exponent < 0 ? text : text[..exponent] + "e" + text[(exponent + 1)..];
    }
}
