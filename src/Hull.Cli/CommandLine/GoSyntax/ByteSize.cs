using System.Buffers;
using System.Globalization;

namespace Hull.Cli.CommandLine.GoSyntax;

/// <summary>Sizes as Docker's go-units reads them: a number, an optional space, and k, m, g, t or p with an optional b or ib.</summary>
internal static class ByteSize
{
    private static readonly SearchValues<char> NumberAndSpace = SearchValues.Create("0123456789. ");

    /// <summary>Reads a size whose units are powers of 1024 (memory). Returns null, or what is wrong in go-units' words.</summary>
    /// <param name="text">The text.</param>
    /// <param name="bytes">The size in bytes.</param>
    public static string? ReadBinary(string text, out long bytes) => Read(text, 1024, out bytes);

    /// <summary>Reads a size whose units are powers of 1000 (log sizes). Returns null, or what is wrong in go-units' words.</summary>
    /// <param name="text">The text.</param>
    /// <param name="bytes">The size in bytes.</param>
    public static string? ReadDecimal(string text, out long bytes) => Read(text, 1000, out bytes);

    private static string? Read(string text, int step, out long bytes)
    {
        bytes = 0;
        var last = text.AsSpan().LastIndexOfAny(NumberAndSpace);
        if (last < 0) return Invalid(text);
        var suffix = text[(last + 1)..];
        var failure = GoNumber.ReadFloat(text[..(text[last] == ' ' ? last : last + 1)], out var number);
        if (failure is not null) return failure;
        if (!(number >= 0)) return Invalid(text);
        var scale = ScaleOf(suffix, step);
        if (scale == 0) return $"invalid suffix: '{suffix}'";
        var size = number * scale;
        if (size >= long.MaxValue) return $"invalid size: '{text}': larger than {long.MaxValue.ToString(CultureInfo.InvariantCulture)} bytes";
        bytes = (long)size;
        return null;
    }

    private static double ScaleOf(string suffix, int step)
    {
        if (suffix.Length == 0) return 1;
        var unit = suffix.ToLowerInvariant();
        if (unit == "b") return 1;
        if (unit.Length > 1 && unit[1..] is not ("b" or "ib")) return 0;
        var power = "kmgtp".IndexOf(unit[0], StringComparison.Ordinal) + 1;
        return power == 0 ? 0 : Math.Pow(step, power);
    }

    private static string Invalid(string text) => $"invalid size: '{text}'";
}
