using System.Globalization;
using System.Text;

namespace Hull.Core.GoSyntax;

/// <summary>Go's <c>%q</c>: the form in which pflag and Podman quote what the user typed, and which scripts match.</summary>
public static class GoQuote
{
    /// <summary>The text between double quotes, with Go's escapes for quotes, backslashes and what cannot be printed.</summary>
    /// <param name="text">Any text.</param>
    public static string Text(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var rune in text.EnumerateRunes()) AppendRune(quoted, rune, '"');
        return quoted.Append('"').ToString();
    }

    /// <summary>One character between single quotes, as pflag names an unknown shorthand.</summary>
    /// <param name="character">The character.</param>
    public static string Character(char character)
    {
        var quoted = new StringBuilder(4).Append('\'');
        AppendRune(quoted, char.IsSurrogate(character) ? Rune.ReplacementChar : new Rune(character), '\'');
        return quoted.Append('\'').ToString();
    }

    private static void AppendRune(StringBuilder to, Rune rune, char quote)
    {
        var escape = rune.Value switch
        {
            '\a' => "\\a",
            '\b' => "\\b",
            '\f' => "\\f",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            '\v' => "\\v",
            '\\' => "\\\\",
            _ => null,
        };
        if (escape is not null) to.Append(escape);
        else if (rune.Value == quote) to.Append('\\').Append(quote);
        else if (IsPrintable(rune)) to.Append(rune.ToString());
        else if (rune.Value is < 0x20 or 0x7f) to.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}");
        else if (rune.Value < 0x10000) to.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
        else to.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}");
    }

    // Go's unicode.IsPrint: letters, marks, numbers, punctuation, symbols, and of the spaces only the ASCII one.
    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator);
}
