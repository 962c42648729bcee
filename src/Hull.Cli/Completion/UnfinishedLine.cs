using Hull.Cli.CommandLine;

namespace Hull.Cli.Completion;

/// <summary>A command line up to the word that is being typed.</summary>
internal sealed record UnfinishedLine
{
    /// <summary>The command that was reached.</summary>
    public required Command Command { get; init; }

    /// <summary>Its path, the program first.</summary>
    public required string Path { get; init; }

    /// <summary>The options and arguments before the word.</summary>
    public required ParsedOptions Parsed { get; init; }

    /// <summary>The options that may stand here.</summary>
    public required Option[] Options { get; init; }

    /// <summary>The option whose value the word is; null where it is none.</summary>
    public Option? Awaiting { get; init; }

    /// <summary>Whether the word may be an option.</summary>
    public required bool TakesOptions { get; init; }

    /// <summary>The word itself; of <c>--option=value</c> the value.</summary>
    public required string Typed { get; init; }

    /// <summary>The command line as the engine takes it.</summary>
    public Invocation Invocation => new(Command, Path, Parsed, WantsHelp: false);
}
