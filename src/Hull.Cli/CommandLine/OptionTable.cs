namespace Hull.Cli.CommandLine;

/// <summary>The options in force at one place of the command line: a command's own rows before those of the whole program.</summary>
internal sealed class OptionTable(Option[] own, Option[] inherited)
{
    /// <summary>The command's own rows: those that its help shows.</summary>
    public Option[] Own => own;

    /// <summary>Finds a row by its long name or an alias.</summary>
    /// <param name="name">The name without dashes.</param>
    public Option? FindLong(ReadOnlySpan<char> name) => FindLong(own, name) ?? FindLong(inherited, name);

    /// <summary>Finds a row by its one-letter name.</summary>
    /// <param name="letter">The letter.</param>
    public Option? FindShort(char letter) => FindShort(own, letter) ?? FindShort(inherited, letter);

    /// <summary>The shown long name nearest to a mistyped one; null when none is near.</summary>
    /// <param name="name">What was typed, without dashes.</param>
    public string? Nearest(string name)
    {
        var names = new List<string>();
        foreach (var option in own)
            if (!option.Hidden) names.Add(option.Name);
        foreach (var option in inherited)
            if (!option.Hidden) names.Add(option.Name);
        return Nearness.Find(name, names) is [var nearest, ..] ? nearest : null;
    }

    private static Option? FindLong(Option[] rows, ReadOnlySpan<char> name)
    {
        foreach (var row in rows)
            if (row.IsNamed(name)) return row;
        return null;
    }

    private static Option? FindShort(Option[] rows, char letter)
    {
        foreach (var row in rows)
            if (row.Short == letter) return row;
        return null;
    }
}
