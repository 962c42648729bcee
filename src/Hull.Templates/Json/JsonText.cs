using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hull.Templates.Printing;
using Hull.Templates.Times;

namespace Hull.Templates.Json;

/// <summary>
/// The text that Go's encoding/json makes of a value, with the escaping of HTML characters off, as Docker's and Podman's json function
/// have it: compact, maps sorted by key, structs in declared order.
/// </summary>
internal static class JsonText
{
    /// <summary>The JSON of a value.</summary>
    /// <exception cref="TemplateFunctionException">A function or a number that is not finite has no JSON.</exception>
    public static string Of(TemplateValue value)
    {
        var output = new StringBuilder();
        Write(output, value);
        return output.ToString();
    }

    /// <summary>A node as an element; null stands for JSON's null.</summary>
    public static JsonElement ToElement(JsonNode? node)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            if (node is null) writer.WriteNullValue();
            else node.WriteTo(writer);
        }
        using var document = JsonDocument.Parse(stream.ToArray());
        return document.RootElement.Clone();
    }

    private static void Write(StringBuilder output, TemplateValue value)
    {
        switch (value)
        {
            case MapValue { Line: { } line }:
                Write(output, (TemplateValue)line);
                break;
            case { IsNil: true }:
                output.Append("null");
                break;
            case InterfaceValue any:
                Write(output, any.Inner!);
                break;
            case PointerValue pointer:
                Write(output, pointer.Target!);
                break;
            case BoolValue b:
                output.Append(b.Value ? "true" : "false");
                break;
            case IntValue i:
                output.Append(i.Value.ToString(CultureInfo.InvariantCulture));
                break;
            case UintValue u:
                output.Append(u.Value.ToString(CultureInfo.InvariantCulture));
                break;
            case FloatValue f:
                output.Append(Number(f.Value));
                break;
            case StringValue s:
                WriteString(output, s.Value);
                break;
            case TimeValue t:
                WriteString(output, TimeLayout.Format(t.Time, TimeLayout.Rfc3339Nano));
                break;
            case ListValue list:
                WriteList(output, list);
                break;
            case MapValue map:
                WriteMembers(output, map.Keys.Select(key => KeyValuePair.Create(key, map.Find(key)!)));
                break;
            case StructValue fields:
                WriteMembers(output, Members(fields));
                break;
            default:
                throw new TemplateFunctionException($"json: unsupported type: {value.Type.Name}");
        }
    }

    private static void WriteList(StringBuilder output, ListValue list)
    {
        output.Append('[');
        for (var at = 0; at < list.Items.Count; at++)
        {
            if (at > 0) output.Append(',');
            Write(output, list.Items[at]);
        }
        output.Append(']');
    }

    private static void WriteMembers(StringBuilder output, IEnumerable<KeyValuePair<string, TemplateValue>> members)
    {
        output.Append('{');
        var isFirst = true;
        foreach (var (name, value) in members)
        {
            if (!isFirst) output.Append(',');
            isFirst = false;
            WriteString(output, name);
            output.Append(':');
            Write(output, value);
        }
        output.Append('}');
    }

    /// <summary>The members of a struct; those of an embedded one stand in its place.</summary>
    private static IEnumerable<KeyValuePair<string, TemplateValue>> Members(StructValue value)
    {
        foreach (var field in value.Fields)
        {
            if (field is { IsEmbedded: true, Value: StructValue embedded })
            {
                foreach (var member in Members(embedded)) yield return member;
            }
            else if (field.JsonName is { } name && !(field.OmitEmpty && IsEmpty(field.Value))) yield return KeyValuePair.Create(name, field.Value);
        }
    }

    /// <summary>What omitempty leaves out: false, zero, nil and anything without elements, but never a struct.</summary>
    private static bool IsEmpty(TemplateValue value) => value is not StructValue && !value.IsTrue;

    /// <summary>ES6's text of numbers: an exponent below 1e-6 and from 1e21 on, without a leading zero in it.</summary>
    private static string Number(double value)
    {
        if (!double.IsFinite(value)) throw new TemplateFunctionException($"json: unsupported value: {GoFloat.Text(value, 'g', -1)}");
        var magnitude = Math.Abs(value);
        if (magnitude == 0 || magnitude is >= 1e-6 and < 1e21) return GoFloat.Text(value, 'f', -1);
        return GoFloat.Text(value, 'e', -1).Replace("e-0", "e-", StringComparison.Ordinal);
    }

    private static void WriteString(StringBuilder output, string text)
    {
        output.Append('"');
        foreach (var rune in GoBytes.Runes(text))
        {
            _ = rune switch
            {
                < 0 => output.Append("\\ufffd"),
                '"' => output.Append("\\\""),
                '\\' => output.Append("\\\\"),
                '\n' => output.Append("\\n"),
                '\r' => output.Append("\\r"),
                '\t' => output.Append("\\t"),
                '\b' => output.Append("\\b"),
                '\f' => output.Append("\\f"),
                < ' ' or 0x2028 or 0x2029 => output.Append(CultureInfo.InvariantCulture, $"\\u{rune:x4}"),
                _ => output.Append(char.ConvertFromUtf32(rune)),
            };
        }
        output.Append('"');
    }
}
