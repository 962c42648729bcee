using Hull.Cli.CommandLine;

namespace Hull.Cli.Commands;

/// <summary>The command table: every path that the command line knows hangs here.</summary>
internal static class CommandTable
{
    /// <summary>The program's own row.</summary>
    /// <param name="program">The name under which it was called.</param>
    public static Command Root(string program) => new()
    {
        Name = program,
        Summary = "Manage pods, containers and images",
        Usage = "[options] [command]",
        Options = static () => ProgramOptions.All,
        Subcommands = TopLevel,
    };

    private static Command[] TopLevel() =>
    [
        HelpCommand.Row,
    ];
}
