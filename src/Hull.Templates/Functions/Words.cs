using System.Text;
using Hull.Templates.Printing;

namespace Hull.Templates.Functions;

/// <summary>The string functions that Docker and Podman add.</summary>
internal static class Words
{
    private const int LongestPadding = 1_000_000;

    /// <summary>The parts between separators; without a separator, the characters.</summary>
    public static IEnumerable<string> Split(string text, string separator)
    {
        if (separator.Length > 0) return text.Split(separator);
        return GoBytes.Runes(text).Select(rune => rune < 0 ? GoBytes.Escape((byte)(-1 - rune)).ToString() : char.ConvertFromUtf32(rune));
    }

    /// <summary>Each word with a capital letter; the rest as it is.</summary>
    public static string Title(string text)
    {
        var titled = new StringBuilder(text.Length);
        var startsWord = true;
        foreach (var c in text)
        {
            titled.Append(startsWord ? char.ToUpperInvariant(c) : c);
            startsWord = c < 0x80 ? !char.IsAsciiLetterOrDigit(c) && c != '_' : char.IsWhiteSpace(c);
        }
        return titled.ToString();
    }

    /// <summary>Spaces before and after, unless the text is empty.</summary>
    public static string Pad(string text, long before, long after)
    {
        if (text.Length == 0) return text;
        return Spaces(before) + text + Spaces(after);
    }

    /// <summary>The first bytes of a text.</summary>
    public static string Truncate(string text, long length)
    {
        if (length < 0) throw new TemplateFunctionException($"runtime error: slice bounds out of range [:{length}]");
        return GoBytes.Length(text) < length ? text : GoBytes.Slice(text, 0, (int)length);
    }

    private static string Spaces(long count)
    {
        if (count < 0) throw new TemplateFunctionException("strings: negative Repeat count");
        if (count > LongestPadding) throw new TemplateFunctionException($"more than {LongestPadding} spaces");
        return new string(' ', (int)count);
    }
}
