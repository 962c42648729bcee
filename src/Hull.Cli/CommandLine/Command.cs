namespace Hull.Cli.CommandLine;

/// <summary>
/// One row of the command table. A row may hang at several places (<c>run</c> and <c>container run</c>); its path is known when it is
/// reached. Options and subcommands are made on demand, so that a command pays for its own rows only.
/// </summary>
internal sealed record Command
{
    /// <summary>The word that calls it.</summary>
    public required string Name { get; init; }

    /// <summary>Other words that call it.</summary>
    public string[] Aliases { get; init; } = [];

    /// <summary>One line without a full stop.</summary>
    public required string Summary { get; init; }

    /// <summary>The description in help; the summary when it says no more.</summary>
    public string? Description { get; init; }

    /// <summary>What follows the command's path in the usage line.</summary>
    public string Usage { get; init; } = "[options]";

    /// <summary>Example lines; <c>{0}</c> stands for the command's path.</summary>
    public string Examples { get; init; } = "";

    /// <summary>Whether lists of commands leave it out.</summary>
    public bool Hidden { get; init; }

    /// <summary>Whether options may follow arguments. Not for commands that pass the rest on to a container.</summary>
    public bool Interspersed { get; init; } = true;

    /// <summary>Whether all that follows is arguments, options too: for the commands that shells call.</summary>
    public bool Raw { get; init; }

    /// <summary>Makes the command's own option rows.</summary>
    public Func<Option[]> Options { get; init; } = static () => [];

    /// <summary>Makes the subcommands; null for a command that runs.</summary>
    public Func<Command[]>? Subcommands { get; init; }

    /// <summary>Which arguments it takes.</summary>
    public ArgumentRule Arguments { get; init; } = ArgumentRules.Any;

    /// <summary>Runs it and returns the exit code; null for a group of commands.</summary>
    public Func<CommandContext, Task<int>>? Run { get; init; }

    /// <summary>Whether a word calls this command.</summary>
    /// <param name="word">The word.</param>
    public bool IsCalled(string word) => Name == word || Array.IndexOf(Aliases, word) >= 0;
}
