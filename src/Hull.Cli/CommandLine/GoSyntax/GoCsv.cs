using System.Text;

namespace Hull.Cli.CommandLine.GoSyntax;

/// <summary>
/// One record of Go's encoding/csv, which pflag's string slices go through: <c>a,b</c> is two values and <c>"a,b"</c> is one.
/// Unlike there, a line break is part of its field: dropping what follows it would lose what the user asked for.
/// </summary>
internal static class GoCsv
{
    /// <summary>Splits a value; returns null, or what is wrong in Go's words.</summary>
    /// <param name="text">The text. An empty one has no fields.</param>
    /// <param name="fields">The fields, in order.</param>
    public static string? Read(string text, List<string> fields)
    {
        if (text.Length == 0) return null;
        var position = 0;
        while (true)
        {
            var failure = position < text.Length && text[position] == '"'
                ? ReadQuoted(text, ref position, fields)
                : ReadPlain(text, ref position, fields);
            if (failure is not null) return failure;
            if (position >= text.Length) return null;
            position++;
        }
    }

    private static string? ReadPlain(string text, ref int position, List<string> fields)
    {
        var end = text.IndexOf(',', position);
        if (end < 0) end = text.Length;
        var quote = text.IndexOf('"', position, end - position);
        if (quote >= 0) return Failure(text, quote, "bare \" in non-quoted-field");
        fields.Add(text[position..end]);
        position = end;
        return null;
    }

    private static string? ReadQuoted(string text, ref int position, List<string> fields)
    {
        var field = new StringBuilder();
        position++;
        while (true)
        {
            var quote = text.IndexOf('"', position);
            if (quote < 0) return Failure(text, text.Length, "extraneous or missing \" in quoted-field");
            field.Append(text, position, quote - position);
            position = quote + 1;
            if (position < text.Length && text[position] == '"')
            {
                field.Append('"');
                position++;
                continue;
            }
            if (position < text.Length && text[position] != ',') return Failure(text, quote, "extraneous or missing \" in quoted-field");
            fields.Add(field.ToString());
            return null;
        }
    }

    // Go counts columns in bytes, from 1.
    private static string Failure(string text, int at, string why) =>
        $"parse error on line 1, column {Encoding.UTF8.GetByteCount(text.AsSpan(0, at)) + 1}: {why}";
}
