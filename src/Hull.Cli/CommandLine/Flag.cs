namespace Hull.Cli.CommandLine;

/// <summary>Makes option rows of pflag's kinds. The type names are pflag's, since help shows them.</summary>
internal static class Flag
{
    /// <summary>No one-letter name.</summary>
    public const char NoShort = '\0';

    /// <summary>A boolean: <c>--x</c>, <c>--x=false</c>; never <c>--x false</c>.</summary>
    public static Option<bool> Bool(string name, char shorthand, string help, bool fallback = false) =>
        new(name, shorthand, "bool", help, fallback, ValueReaders.ReadBool) { ValueWhenBare = "true", DefaultText = fallback ? "true" : null };

    /// <summary>A boolean that also knows 'not given'.</summary>
    public static Option<bool?> OptionalBool(string name, char shorthand, string help) =>
        new(name, shorthand, "bool", help, null, ValueReaders.ReadOptionalBool) { ValueWhenBare = "true" };

    /// <summary>Text, taken as written; the last occurrence counts.</summary>
    public static Option<string> Text(string name, char shorthand, string help, string fallback = "") =>
        new(name, shorthand, "string", help, fallback, ValueReaders.ReadText) { DefaultText = fallback.Length == 0 ? null : fallback };

    /// <summary>Texts, one an occurrence; commas belong to them (pflag's StringArray).</summary>
    public static Option<string[]> Array(string name, char shorthand, string help) =>
        new(name, shorthand, "stringArray", help, [], ValueReaders.AppendOne);

    /// <summary>Texts, several an occurrence between commas, with CSV's quotes (pflag's StringSlice).</summary>
    public static Option<string[]> Slice(string name, char shorthand, string help) =>
        new(name, shorthand, "strings", help, [], ValueReaders.AppendFields);

    /// <summary>A signed integer of 64 bits, in any of Go's bases.</summary>
    public static Option<long> Int(string name, char shorthand, string help, long fallback = 0) =>
        new(name, shorthand, "int", help, fallback, ValueReaders.ReadInt) { DefaultText = fallback == 0 ? null : Shown(fallback) };

    /// <summary>An unsigned integer of 64 bits, in any of Go's bases.</summary>
    public static Option<ulong> UInt(string name, char shorthand, string help, ulong fallback = 0) =>
        new(name, shorthand, "uint", help, fallback, ValueReaders.ReadUInt) { DefaultText = fallback == 0 ? null : Shown(fallback) };

    /// <summary>Unsigned decimal integers, several an occurrence between commas.</summary>
    public static Option<ulong[]> UIntSlice(string name, char shorthand, string help) =>
        new(name, shorthand, "uints", help, [], ValueReaders.AppendUInts);

    /// <summary>A floating-point number.</summary>
    public static Option<double> Float(string name, char shorthand, string help) => new(name, shorthand, "float", help, 0, ValueReaders.ReadFloat);

    /// <summary>A duration in Go's notation; the value is in nanoseconds.</summary>
    public static Option<long> Duration(string name, char shorthand, string help, string? defaultText = null, long fallback = 0) =>
        new(name, shorthand, "duration", help, fallback, ValueReaders.ReadDuration) { DefaultText = defaultText };

    /// <summary>A counter: each bare occurrence adds one, <c>--x=3</c> sets it.</summary>
    public static Option<long> Count(string name, char shorthand, string help) =>
        new(name, shorthand, "count", help, 0, ValueReaders.ReadCount) { ValueWhenBare = "+1" };

    private static string Shown(IFormattable value) => value.ToString(null, System.Globalization.CultureInfo.InvariantCulture);
}
