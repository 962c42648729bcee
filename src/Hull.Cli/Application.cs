using Hull.Cli.CommandLine;
using Hull.Cli.Commands;
using Hull.Core;

namespace Hull.Cli;

/// <summary>One run of the program: reads the command line, runs the command, and turns what happened into output and an exit code.</summary>
/// <param name="program">The name under which the program was called.</param>
/// <param name="output">Standard output.</param>
/// <param name="error">Standard error.</param>
internal sealed class Application(string program, TextWriter output, TextWriter error)
{
    /// <summary>Runs a command line; returns the exit code.</summary>
    /// <param name="args">The arguments, without the program.</param>
    public async Task<int> Run(string[] args)
    {
        try
        {
            var code = await Dispatch(args).ConfigureAwait(false);
            output.Flush();
            return code;
        }
        catch (EngineException failure)
        {
            output.Flush();
            Report(failure);
            return ExitCodes.Of(failure);
        }
    }

    private async Task<int> Dispatch(string[] args)
    {
        if (args is ["--version" or "-v"]) return PrintVersion();
        var root = CommandTable.Root(program);
        var invocation = new CommandLineReader(root, ProgramOptions.Persistent).Read(program, args);
        if (invocation.WantsHelp)
        {
            output.Write(HelpText.Write(invocation.Command, invocation.Path, ReferenceEquals(invocation.Command, root)));
            return ExitCodes.Success;
        }
        if (invocation.Get(ProgramOptions.Version)) return PrintVersion();
        if (invocation.Command.Run is { } run)
            return await run(new CommandContext(program, invocation, output, error)).ConfigureAwait(false);
        output.Write(HelpText.Write(invocation.Command, invocation.Path, ReferenceEquals(invocation.Command, root)));
        throw new EngineException(ErrorKind.InvalidArgument, $"missing command '{invocation.Path} COMMAND'");
    }

    // Called as docker, the line has Docker's form: clients that probe for Docker read it.
    private int PrintVersion()
    {
        output.Write(program == "docker" ? $"Docker version {ProgramVersion.Text}, build hull\n" : $"{program} version {ProgramVersion.Text}\n");
        return ExitCodes.Success;
    }

    private void Report(EngineException failure)
    {
        error.Write($"Error: {failure.Message}\n");
        if (failure.Hint is { } hint) error.Write($"Hint: {hint}\n");
    }
}
