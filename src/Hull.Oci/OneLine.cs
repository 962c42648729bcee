using System.Text;

namespace Hull.Oci;

/// <summary>Text from images and archives made fit for a message: one line, printable, not longer than needed to find the culprit.</summary>
public static class OneLine
{
    /// <summary>The text with control characters shown as '?', cut with "…" at a length.</summary>
    /// <param name="text">Any text, trusted or not.</param>
    /// <param name="limit">The longest result, in characters, before the ellipsis.</param>
    public static string Of(string text, int limit = 200)
    {
        var builder = new StringBuilder(Math.Min(text.Length, limit) + 1);
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, limit))) builder.Append(char.IsControl(c) ? '?' : c);
        if (text.Length > limit) builder.Append('…');
        return builder.ToString();
    }
}
