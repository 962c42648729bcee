using Hull.Cli.CommandLine;

namespace Hull.Cli.Commands;

/// <summary><c>hull help COMMAND</c>.</summary>
internal static class HelpCommand
{
    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "help",
        Summary = "Help about any command",
        Description = "Help provides help for any command in the application.",
        Usage = "[command]",
        Run = static context =>
        {
            var program = context.Program;
            var found = new CommandLineReader(CommandTable.Root(program), ProgramOptions.Persistent).Find(program, context.Invocation.Arguments);
            context.Out.Write(HelpText.Write(found.Command, found.Path, found.Path == program));
            return Task.FromResult(ExitCodes.Success);
        },
    };
}
