using System.Globalization;
using System.Text;
using Hull.Templates.Printing;

namespace Hull.Templates.Reports;

/// <summary>How wide text is in columns of a terminal.</summary>
internal static class ColumnWidth
{
    /// <summary>One column a character, as Podman counts.</summary>
    public static int ByCharacter(string text) => GoBytes.RuneCount(text);

    /// <summary>East Asian wide characters take two columns, marks and control characters none, as Docker counts.</summary>
    public static int ByDisplay(string text) => GoBytes.Runes(text).Sum(Of);

    private static int Of(int rune)
    {
        if (rune < 0) return 1;
        if (rune < ' ' || rune is >= 0x7F and < 0xA0) return 0;
        if (Rune.IsValid(rune) && Rune.GetUnicodeCategory(new Rune(rune)) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark) return 0;
        return IsWide(rune) ? 2 : 1;
    }

    /// <summary>The blocks that UAX #11 calls wide or full-width.</summary>
    private static bool IsWide(int rune) => rune
        is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0x303E) or (>= 0x3041 and <= 0x33FF) or (>= 0x3400 and <= 0x4DBF)
        or (>= 0x4E00 and <= 0x9FFF) or (>= 0xA000 and <= 0xA4CF) or (>= 0xA960 and <= 0xA97F) or (>= 0xAC00 and <= 0xD7A3)
        or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6)
        or (>= 0x1F300 and <= 0x1F64F) or (>= 0x1F900 and <= 0x1F9FF) or (>= 0x20000 and <= 0x3FFFD);
}
