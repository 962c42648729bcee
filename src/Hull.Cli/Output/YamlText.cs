using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Hull.Cli.Output;

/// <summary>JSON as YAML, in the form in which `podman info` prints it: keys sorted, lists not indented below their key.</summary>
internal static class YamlText
{
    /// <summary>Writes a value as a document.</summary>
    /// <param name="value">The value.</param>
    public static string Write(JsonElement value)
    {
        var text = new StringBuilder();
        Append(text, value, 0, afterKey: false);
        return text.ToString();
    }

    // A column is two spaces. A list stands in the column of its key.
    private static void Append(StringBuilder text, JsonElement value, int column, bool afterKey)
    {
        if (IsFilled(value, JsonValueKind.Object))
        {
            if (afterKey) text.Append('\n');
            AppendObject(text, value, column);
        }
        else if (IsFilled(value, JsonValueKind.Array))
        {
            if (afterKey) text.Append('\n');
            AppendList(text, value, afterKey ? column - 1 : column);
        }
        else
        {
            text.Append(afterKey ? " " : "").Append(Scalar(value, column)).Append('\n');
        }
    }

    private static void AppendObject(StringBuilder text, JsonElement value, int column)
    {
        foreach (var property in value.EnumerateObject().OrderBy(static property => property.Name, StringComparer.Ordinal))
        {
            text.Append(' ', column * 2).Append(Quoted(property.Name)).Append(':');
            Append(text, property.Value, column + 1, afterKey: true);
        }
    }

    private static void AppendList(StringBuilder text, JsonElement value, int column)
    {
        foreach (var item in value.EnumerateArray())
        {
            // What an item begins with stands on the line of its dash.
            var nested = new StringBuilder();
            Append(nested, item, column + 1, afterKey: false);
            text.Append(' ', column * 2).Append("- ").Append(nested.ToString().AsSpan().TrimStart(' '));
        }
    }

    private static bool IsFilled(JsonElement value, JsonValueKind kind) => value.ValueKind == kind
        && (kind == JsonValueKind.Object ? value.EnumerateObject().Any() : value.GetArrayLength() > 0);

    private static string Scalar(JsonElement value, int column) => value.ValueKind switch
    {
        JsonValueKind.String => Quoted(value.GetString()!, column),
        JsonValueKind.Object => "{}",
        JsonValueKind.Array => "[]",
        _ => value.GetRawText(),
    };

    private static string Quoted(string value, int column = 0)
    {
        if (value.Length == 0) return "\"\"";
        if (value.Contains('\n', StringComparison.Ordinal) && !value.Any(static c => char.IsControl(c) && c != '\n') && value[0] != ' ' && column > 0)
            return Block(value, column);
        if (value.Any(char.IsControl)) return JsonText(value);
        if (LooksLikeAnotherType(value)) return $"\"{value}\"";
        return IsPlain(value) ? value : $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
    }

    // A literal block; |- where no line feed closes it.
    private static string Block(string value, int column)
    {
        var head = value.EndsWith('\n') ? "|" : "|-";
        var lines = value.TrimEnd('\n').Split('\n').Select(line => line.Length == 0 ? "" : new string(' ', column * 2) + line);
        return $"{head}\n{string.Join('\n', lines)}";
    }

    private static string JsonText(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var character in value)
        {
            if (character is '"' or '\\') text.Append('\\').Append(character);
            else if (character == '\n') text.Append("\\n");
            else if (character == '\t') text.Append("\\t");
            else if (char.IsControl(character)) text.Append(CultureInfo.InvariantCulture, $"\\x{(int)character:X2}");
            else text.Append(character);
        }
        return text.Append('"').ToString();
    }

    // YAML 1.1 reads these unquoted as booleans, nulls or numbers.
    private static bool LooksLikeAnotherType(string value) =>
        value.ToLowerInvariant() is "true" or "false" or "yes" or "no" or "on" or "off" or "y" or "n" or "null" or "~"
        || double.TryParse(value, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out _)
        || (value.StartsWith("0x", StringComparison.Ordinal) && value[2..].All(char.IsAsciiHexDigit));

    private static bool IsPlain(string value) =>
        !"-?:,[]{}#&*!|>'\"%@` ".Contains(value[0], StringComparison.Ordinal)
        && !value.Contains(": ", StringComparison.Ordinal) && !value.Contains(" #", StringComparison.Ordinal)
        && value[^1] is not (':' or ' ');
}
