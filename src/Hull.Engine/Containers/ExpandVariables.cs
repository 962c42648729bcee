using System.Text;

namespace Hull.Engine.Containers;

/// <summary>Puts values in the place of $NAME and ${NAME}, as a shell does; a name that is not known stands for nothing.</summary>
internal static class ExpandVariables
{
    /// <summary>Expands a text; a dollar without a name stays.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value of a name; null is nothing.</param>
    public static string In(string text, Func<string, string?> value)
    {
        var result = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            if (text[at] != '$')
            {
                result.Append(text[at++]);
                continue;
            }

            var (name, end) = NameAt(text, at + 1);
            if (end == at + 1) result.Append('$');
            else result.Append(value(name));
            at = end;
        }

        return result.ToString();
    }

    private static (string Name, int End) NameAt(string text, int start)
    {
        if (start < text.Length && text[start] == '{')
        {
            var close = text.IndexOf('}', start);
            return close < 0 ? ("", start) : (text[(start + 1)..close], close + 1);
        }

        var end = start;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_')) end++;
        return (text[start..end], end);
    }
}
