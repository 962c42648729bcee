namespace Hull.Cli.CommandLine;

/// <summary>
/// Makes rows for Podman's options that Hull cannot honour yet. They parse as Podman's do and then fail with the reason, so that nothing
/// is unknown and nothing is ignored. Values that ask for what happens anyway are taken.
/// </summary>
internal static class Refused
{
    /// <summary>An option with a text.</summary>
    /// <param name="name">The long name.</param>
    /// <param name="help">One line of help.</param>
    /// <param name="reason">Why it fails, as it stands after "is not supported yet: ".</param>
    /// <param name="harmless">Values that ask for nothing more.</param>
    public static Option Text(string name, string help, string reason, params string[] harmless) =>
        new Option<string>(name, Flag.NoShort, "string", help, "", ValueReaders.ReadText) { Unsupported = reason, Harmless = harmless };

    /// <summary>An option with a text and a letter.</summary>
    /// <param name="name">The long name.</param>
    /// <param name="shorthand">The letter.</param>
    /// <param name="help">One line of help.</param>
    /// <param name="reason">Why it fails.</param>
    /// <param name="harmless">Values that ask for nothing more.</param>
    public static Option Text(string name, char shorthand, string help, string reason, params string[] harmless) =>
        new Option<string>(name, shorthand, "string", help, "", ValueReaders.ReadText) { Unsupported = reason, Harmless = harmless };

    /// <summary>An option with a text that help does not show.</summary>
    /// <param name="name">The long name.</param>
    /// <param name="help">One line of help.</param>
    /// <param name="reason">Why it fails.</param>
    /// <param name="harmless">Values that ask for nothing more.</param>
    public static Option Hidden(string name, string help, string reason, params string[] harmless) =>
        new Option<string>(name, Flag.NoShort, "string", help, "", ValueReaders.ReadText) { Unsupported = reason, Harmless = harmless, Hidden = true };

    /// <summary>An option that may be repeated, its commas belonging to the text.</summary>
    /// <param name="name">The long name.</param>
    /// <param name="help">One line of help.</param>
    /// <param name="reason">Why it fails.</param>
    /// <param name="harmless">Values that ask for nothing more.</param>
    public static Option Array(string name, string help, string reason, params string[] harmless) =>
        new Option<string[]>(name, Flag.NoShort, "stringArray", help, [], ValueReaders.AppendOne) { Unsupported = reason, Harmless = harmless };

    /// <summary>An option that may be repeated or hold several texts between commas.</summary>
    /// <param name="name">The long name.</param>
    /// <param name="help">One line of help.</param>
    /// <param name="reason">Why it fails.</param>
    /// <param name="shorthand">The letter, if there is one.</param>
    public static Option Slice(string name, string help, string reason, char shorthand = Flag.NoShort) =>
        new Option<string[]>(name, shorthand, "strings", help, [], ValueReaders.AppendFields) { Unsupported = reason };

    /// <summary>An option with an unsigned number.</summary>
    /// <param name="name">The long name.</param>
    /// <param name="help">One line of help.</param>
    /// <param name="reason">Why it fails.</param>
    /// <param name="harmless">Values that ask for nothing more.</param>
    public static Option UInt(string name, string help, string reason, params string[] harmless) =>
        new Option<ulong>(name, Flag.NoShort, "uint", help, 0, ValueReaders.ReadUInt) { Unsupported = reason, Harmless = harmless };

    /// <summary>A switch; switching it off asks for nothing.</summary>
    /// <param name="name">The long name.</param>
    /// <param name="help">One line of help.</param>
    /// <param name="reason">Why it fails.</param>
    /// <param name="shorthand">The letter, if there is one.</param>
    /// <param name="hidden">Whether help leaves it out.</param>
    public static Option Switch(string name, string help, string reason, char shorthand = Flag.NoShort, bool hidden = false) =>
        Boolean(name, help, reason, shorthand, ["false", "0", "f", "F", "False", "FALSE"], hidden);

    /// <summary>A switch that is on already; only switching it off fails.</summary>
    /// <param name="name">The long name.</param>
    /// <param name="help">One line of help.</param>
    /// <param name="reason">Why it fails.</param>
    public static Option AlwaysOn(string name, string help, string reason) =>
        Boolean(name, help, reason, Flag.NoShort, ["true", "1", "t", "T", "True", "TRUE"], hidden: false);

    private static Option<bool> Boolean(string name, string help, string reason, char shorthand, string[] harmless, bool hidden) =>
        new(name, shorthand, "bool", help, false, ValueReaders.ReadBool)
        {
            ValueWhenBare = "true",
            Unsupported = reason,
            Harmless = harmless,
            Hidden = hidden,
        };
}
