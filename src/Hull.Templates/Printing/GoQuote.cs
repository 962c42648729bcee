using System.Globalization;
using System.Text;

namespace Hull.Templates.Printing;

/// <summary>Go's quoting (package strconv): strings and characters as they would stand in Go source.</summary>
internal static class GoQuote
{
    /// <summary>A string in double quotes.</summary>
    public static string Text(string text, bool asciiOnly = false)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var rune in GoBytes.Runes(text)) Append(quoted, rune, '"', asciiOnly);
        return quoted.Append('"').ToString();
    }

    /// <summary>A character in single quotes.</summary>
    public static string Rune(int rune, bool asciiOnly = false)
    {
        var quoted = new StringBuilder("'");
        Append(quoted, rune, '\'', asciiOnly);
        return quoted.Append('\'').ToString();
    }

    /// <summary>Whether a string can stand between back quotes: one line of printable text without a back quote.</summary>
    public static bool CanBackquote(string text) =>
        GoBytes.Runes(text).All(rune => rune >= 0 && rune != 0xFEFF && rune != '`' && rune != 0x7F && (rune >= ' ' || rune == '\t'));

    /// <summary>Whether Go prints the character as it is: letters, marks, numbers, punctuation, symbols and the ASCII space.</summary>
    public static bool IsPrint(int rune)
    {
        if (rune < 0x80) return rune is >= ' ' and < 0x7F;
        if (!System.Text.Rune.IsValid(rune)) return false;
        return System.Text.Rune.GetUnicodeCategory(new Rune(rune)) switch
        {
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.SpaceSeparator => false,
            _ => true,
        };
    }

    /// <summary>A character as <c>U+0041 'A'</c>, the way errors about bad characters name it.</summary>
    public static string CodePoint(int rune) =>
        string.Create(CultureInfo.InvariantCulture, $"U+{rune:X4}") + (IsPrint(rune) ? $" '{char.ConvertFromUtf32(rune)}'" : "");

    private static void Append(StringBuilder quoted, int rune, char quote, bool asciiOnly)
    {
        if (rune < 0)
        {
            quoted.Append(CultureInfo.InvariantCulture, $"\\x{-1 - rune:x2}");
            return;
        }
        if (rune == quote || rune == '\\')
        {
            quoted.Append('\\').Append((char)rune);
            return;
        }
        if (IsPrint(rune) && (!asciiOnly || rune < 0x80))
        {
            quoted.Append(char.ConvertFromUtf32(rune));
            return;
        }
        quoted.Append(Escape(rune));
    }

    private static string Escape(int rune) => rune switch
    {
        '\a' => "\\a",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\v' => "\\v",
        < ' ' or 0x7F => string.Create(CultureInfo.InvariantCulture, $"\\x{rune:x2}"),
        < 0x10000 => string.Create(CultureInfo.InvariantCulture, $"\\u{rune:x4}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"\\U{rune:x8}"),
    };
}
