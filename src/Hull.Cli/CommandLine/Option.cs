namespace Hull.Cli.CommandLine;

/// <summary>
/// One row of the option table: what parsing, help, completion and the man pages all read. Rows are made by <see cref="Flag"/> and
/// compared by reference, so that a command asks for a value with the very row that it put in its table.
/// </summary>
internal abstract class Option(string name, char shorthand, string typeName, string help)
{
    /// <summary>The long name, without dashes.</summary>
    public string Name { get; } = name;

    /// <summary>The one-letter name, or NUL when there is none.</summary>
    public char Short { get; } = shorthand;

    /// <summary>pflag's name of the value's type ("bool", "string", "strings", "stringArray", "int" …), shown in help.</summary>
    public string TypeName { get; } = typeName;

    /// <summary>One line of help. A word in backquotes names the value.</summary>
    public string Help { get; } = help;

    /// <summary>Other long names that mean this row; they are accepted and not shown.</summary>
    public string[] Aliases { get; init; } = [];

    /// <summary>The value taken when the option stands without one (pflag's NoOptDefVal); null when a value must follow.</summary>
    public string? ValueWhenBare { get; init; }

    /// <summary>The default as help shows it; null when it is the type's zero.</summary>
    public string? DefaultText { get; init; }

    /// <summary>Whether help leaves the row out.</summary>
    public bool Hidden { get; init; }

    /// <summary>Why Hull cannot do this yet. Null when it can. Such a row parses, and then fails with the reason.</summary>
    public string? Unsupported { get; init; }

    /// <summary>Values of an unsupported option that ask for nothing beyond what happens anyway, and so are taken.</summary>
    public string[] Harmless { get; init; } = [];

    /// <summary>Makes the place that holds this option's value during one parse.</summary>
    public abstract OptionValue NewValue();

    /// <summary>The row as it is named in error messages: <c>-m, --memory</c>, or <c>--cpus</c>.</summary>
    public string DisplayName => Short == '\0' ? "--" + Name : $"-{Short}, --{Name}";

    /// <summary>Whether a long name is this row's.</summary>
    /// <param name="longName">The name without dashes.</param>
    public bool IsNamed(ReadOnlySpan<char> longName)
    {
        if (longName.SequenceEqual(Name)) return true;
        foreach (var alias in Aliases)
            if (longName.SequenceEqual(alias)) return true;
        return false;
    }
}
