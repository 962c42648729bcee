using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Hull.Cli.Output;

/// <summary>
/// JSON in the form of Go's encoding/json: text as it is but for what must be escaped, and for commands that print it so, &lt;, &gt; and
/// &amp; as \u003c and the like.
/// </summary>
/// <param name="indent">Spaces of one level; 0 writes all on one line.</param>
/// <param name="escapeHtml">Whether characters are escaped that mean something in HTML.</param>
internal sealed class GoJson(int indent, bool escapeHtml)
{
    private readonly StringBuilder text = new();

    /// <summary>Writes a value.</summary>
    /// <param name="value">The value.</param>
    public string Write(JsonElement value)
    {
        text.Clear();
        Append(value, 0);
        return text.ToString();
    }

    /// <summary>Writes values as one array.</summary>
    /// <param name="values">The values.</param>
    public string WriteArray(IReadOnlyList<JsonElement> values)
    {
        text.Clear();
        AppendList('[', ']', values, 0, (value, depth) => Append(value, depth));
        return text.ToString();
    }

    private void Append(JsonElement value, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                AppendList('{', '}', [.. value.EnumerateObject()], depth, AppendProperty);
                break;
            case JsonValueKind.Array:
                AppendList('[', ']', [.. value.EnumerateArray()], depth, Append);
                break;
            case JsonValueKind.String:
                AppendText(value.GetString()!);
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    private void AppendProperty(JsonProperty property, int depth)
    {
        AppendText(property.Name);
        text.Append(indent == 0 ? ":" : ": ");
        Append(property.Value, depth);
    }

    private void AppendList<T>(char open, char close, IReadOnlyList<T> items, int depth, Action<T, int> append)
    {
        text.Append(open);
        for (var index = 0; index < items.Count; index++)
        {
            if (index > 0) text.Append(',');
            NewLine(depth + 1);
            append(items[index], depth + 1);
        }
        if (items.Count > 0) NewLine(depth);
        text.Append(close);
    }

    private void NewLine(int depth)
    {
        if (indent > 0) text.Append('\n').Append(' ', depth * indent);
    }

    private void AppendText(string value)
    {
        text.Append('"');
        foreach (var character in value)
        {
            switch (character)
            {
                case '"' or '\\':
                    text.Append('\\').Append(character);
                    break;
                case '\n':
                    text.Append("\\n");
                    break;
                case '\r':
                    text.Append("\\r");
                    break;
                case '\t':
                    text.Append("\\t");
                    break;
                case < ' ' or '\u2028' or '\u2029':
                case '<' or '>' or '&' when escapeHtml:
                    text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
                    break;
                default:
                    text.Append(character);
                    break;
            }
        }
        text.Append('"');
    }
}
