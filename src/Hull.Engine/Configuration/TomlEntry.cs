namespace Hull.Engine.Configuration;

/// <summary>One value of a TOML file with the place where it stands, for errors.</summary>
internal sealed record TomlEntry
{
    /// <summary>The file.</summary>
    public required string File { get; init; }

    /// <summary>The line in it, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>The value's type.</summary>
    public required TomlEntryKind Kind { get; init; }

    /// <summary>The value of a string.</summary>
    public string Text { get; init; } = "";

    /// <summary>The value of an integer; 1 for true.</summary>
    public long Number { get; init; }

    /// <summary>The strings of an array.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];

    /// <summary>Whether the array carries {append=true}: its items come after what stood before (containers.conf(5), "Appending to String Arrays").</summary>
    public bool Append { get; init; }
}
