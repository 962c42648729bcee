using System.Globalization;
using System.Text;
using Hull.Templates.Printing;

namespace Hull.Templates.Functions;

/// <summary>html, js and urlquery, as text/template has them.</summary>
internal static class Escaping
{
    /// <summary>Text for HTML.</summary>
    public static string Html(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("\0", "\uFFFD", StringComparison.Ordinal)
        .Replace("\"", "&#34;", StringComparison.Ordinal)
        .Replace("'", "&#39;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>Text within a JavaScript string.</summary>
    public static string JavaScript(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in GoBytes.Runes(text))
        {
            _ = rune switch
            {
                '\\' or '\'' or '"' => escaped.Append('\\').Append((char)rune),
                '<' or '>' or '&' or '=' => escaped.Append(CultureInfo.InvariantCulture, $"\\u{rune:X4}"),
                >= 0 and < ' ' => escaped.Append(CultureInfo.InvariantCulture, $"\\u{rune:X4}"),
                < 0 => escaped.Append('\uFFFD'),
                0x7F => escaped.Append((char)rune),
                _ => GoQuote.IsPrint(rune)
                    ? escaped.Append(char.ConvertFromUtf32(rune))
                    : escaped.Append(CultureInfo.InvariantCulture, $"\\u{rune:X4}"),
            };
        }
        return escaped.ToString();
    }

    /// <summary>Text within the query of a URL; a space becomes a plus sign.</summary>
    public static string UrlQuery(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var value in GoBytes.FromText(text))
        {
            if (value == ' ') escaped.Append('+');
            else if (char.IsAsciiLetterOrDigit((char)value) || (char)value is '-' or '_' or '.' or '~') escaped.Append((char)value);
            else escaped.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
        }
        return escaped.ToString();
    }
}
