using System.Globalization;
using System.Text.Json;
using Hull.Core;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Hull.Engine.Cdi;

/// <summary>Turns the YAML of a file into JSON of the same meaning: plain words that are numbers, truth values or nothing become such (YAML 1.2, core schema).</summary>
internal static class YamlToJson
{
    // An alias can stand for a whole tree, and a tree of aliases for more than any memory holds.
    private const int MostNodes = 100_000;

    /// <summary>The JSON of the first document.</summary>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="text">The YAML.</param>
    /// <exception cref="EngineException">InvalidArgument: it is no YAML, has no document, or is larger than what a person writes.</exception>
    public static byte[] Convert(string file, string text)
    {
        try
        {
            var stream = new YamlStream();
            using var reader = new StringReader(text);
            stream.Load(reader);
            if (stream.Documents.Count == 0) throw new EngineException(ErrorKind.InvalidArgument, $"{file}: empty");
            using var buffer = new MemoryStream();
            using (var writer = new Utf8JsonWriter(buffer))
            {
                var left = MostNodes;
                Write(writer, stream.Documents[0].RootNode, file, ref left);
            }

            return buffer.ToArray();
        }
        catch (YamlException e)
        {
            throw new EngineException(ErrorKind.InvalidArgument, $"{file}: line {e.Start.Line}: {e.Message}", inner: e);
        }
    }

    private static void Write(Utf8JsonWriter writer, YamlNode node, string file, ref int left)
    {
        if (--left < 0) throw new EngineException(ErrorKind.InvalidArgument, $"{file}: more than {MostNodes} values");
        switch (node)
        {
            case YamlMappingNode mapping:
                writer.WriteStartObject();
                foreach (var (key, value) in mapping.Children)
                {
                    writer.WritePropertyName((key as YamlScalarNode)?.Value ?? "");
                    Write(writer, value, file, ref left);
                }

                writer.WriteEndObject();
                break;
            case YamlSequenceNode sequence:
                writer.WriteStartArray();
                foreach (var item in sequence.Children) Write(writer, item, file, ref left);
                writer.WriteEndArray();
                break;
            case YamlScalarNode scalar:
                WriteScalar(writer, scalar);
                break;
        }
    }

    private static void WriteScalar(Utf8JsonWriter writer, YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any)) writer.WriteStringValue(text);
        else if (text is "" or "~" or "null" or "Null" or "NULL") writer.WriteNullValue();
        else if (text is "true" or "True" or "TRUE") writer.WriteBooleanValue(true);
        else if (text is "false" or "False" or "FALSE") writer.WriteBooleanValue(false);
        else if (TryOctal(text, out var octal)) writer.WriteNumberValue(octal);
        else if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) writer.WriteNumberValue(number);
        else writer.WriteStringValue(text);
    }

    // 0o660, and 0660 as YAML 1.1 has it: modes of files are written so.
    private static bool TryOctal(string text, out long value)
    {
        value = 0;
        var digits = text.StartsWith("0o", StringComparison.Ordinal) ? text[2..] : text.Length > 1 && text[0] == '0' ? text[1..] : "";
        if (digits.Length is 0 or > 20 || digits.AsSpan().ContainsAnyExceptInRange('0', '7')) return false;
        foreach (var digit in digits) value = (value * 8) + (digit - '0');
        return true;
    }
}
