using Hull.Cli.CommandLine.GoSyntax;
using Hull.Core.GoSyntax;

namespace Hull.Cli.CommandLine;

/// <summary>The readers of pflag's kinds of value; each is a <see cref="ValueReader{T}"/>.</summary>
internal static class ValueReaders
{
    /// <summary>A boolean.</summary>
    public static string? ReadBool(string text, ref bool value) => GoNumber.ReadBool(text, out value);

    /// <summary>A boolean that may also be 'not given'.</summary>
    public static string? ReadOptionalBool(string text, ref bool? value)
    {
        var failure = GoNumber.ReadBool(text, out var read);
        value = read;
        return failure;
    }

    /// <summary>Text as written.</summary>
    public static string? ReadText(string text, ref string value)
    {
        value = text;
        return null;
    }

    /// <summary>One more text.</summary>
    public static string? AppendOne(string text, ref string[] value)
    {
        value = [.. value, text];
        return null;
    }

    /// <summary>More texts, between commas.</summary>
    public static string? AppendFields(string text, ref string[] value)
    {
        var fields = new List<string>(value);
        var failure = GoCsv.Read(text, fields);
        value = [.. fields];
        return failure;
    }

    /// <summary>A signed integer.</summary>
    public static string? ReadInt(string text, ref long value) => GoNumber.ReadInt(text, 0, 64, out value);

    /// <summary>An unsigned integer.</summary>
    public static string? ReadUInt(string text, ref ulong value) => GoNumber.ReadUInt(text, 0, 64, out value);

    /// <summary>More unsigned decimal integers, between commas.</summary>
    public static string? AppendUInts(string text, ref ulong[] value)
    {
        foreach (var part in text.Split(','))
        {
            var failure = GoNumber.ReadUInt(part, 10, 64, out var number);
            if (failure is not null) return failure;
            value = [.. value, number];
        }
        return null;
    }

    /// <summary>A floating-point number.</summary>
    public static string? ReadFloat(string text, ref double value) => GoNumber.ReadFloat(text, out value);

    /// <summary>A duration, in nanoseconds.</summary>
    public static string? ReadDuration(string text, ref long value) => GoDuration.Read(text, out value);

    /// <summary>One more, or a number.</summary>
    public static string? ReadCount(string text, ref long value)
    {
        if (text != "+1") return GoNumber.ReadInt(text, 0, 64, out value);
        value++;
        return null;
    }
}
