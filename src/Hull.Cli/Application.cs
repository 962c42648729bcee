using Hull.Cli.CommandLine;
using Hull.Cli.Commands;
using Hull.Cli.Output;
using Hull.Core;
using Hull.Engine;
using Microsoft.Extensions.Logging;

namespace Hull.Cli;

/// <summary>One run of the program: reads the command line, runs the command, and turns what happened into output and an exit code.</summary>
/// <param name="program">The name under which the program was called.</param>
/// <param name="streams">The standard streams.</param>
internal sealed class Application(string program, StandardStreams streams)
{
    private StandardStreams streams = streams;

    /// <summary>Runs a command line; returns the exit code.</summary>
    /// <param name="args">The arguments, without the program.</param>
    public async Task<int> Run(string[] args)
    {
        try
        {
            var code = await Dispatch(args).ConfigureAwait(false);
            streams.Out.Flush();
            return code;
        }
        catch (EngineException failure)
        {
            streams.Out.Flush();
            ErrorLines.Write(streams.Error, failure);
            return ExitCodes.Of(failure);
        }
    }

    private async Task<int> Dispatch(string[] args)
    {
        if (args is ["--version" or "-v"]) return PrintVersion();
        var root = CommandTable.Root(program);
        var invocation = new CommandLineReader(root, ProgramOptions.Persistent).Read(program, args);
        if (invocation.WantsHelp) return PrintHelp(invocation, root);
        if (invocation.Get(ProgramOptions.Version)) return PrintVersion();
        RedirectOutput(invocation);
        if (invocation.Command.Run is not { } run)
        {
            PrintHelp(invocation, root);
            throw new EngineException(ErrorKind.InvalidArgument, $"missing command '{invocation.Path} COMMAND'");
        }
        var (level, complaint) = LogLevels.Of(invocation);
        if (complaint is not null)
        {
            // As podman(1) does: without "Error:", and with a code of its own.
            streams.Error.Write(complaint + "\n");
            return ExitCodes.Usage;
        }
        ILogger log = new LogrusLogger(streams.Error, level, TimeProvider.System);
        using var syslog = invocation.Get(ProgramOptions.Syslog) ? new SyslogLogger(log, program) : null;
        using var context = new CommandContext
        {
            Program = program,
            CommandLine = [program, .. args],
            Invocation = invocation,
            Streams = streams,
            Log = syslog ?? log,
        };
        var word = LogrusLogger.NameOf(level);
        context.Log.Filtering(program, word);
        context.Log.Called(invocation.Path, Environment.ProcessId);
        context.Log.Arguments(invocation.Arguments);
        return await run(context).ConfigureAwait(false);
    }

    private int PrintHelp(Invocation invocation, Command root)
    {
        streams.Out.Write(HelpText.Write(invocation.Command, invocation.Path, ReferenceEquals(invocation.Command, root)));
        return ExitCodes.Success;
    }

    // Called as docker, the line has Docker's form: clients that probe for Docker read it.
    private int PrintVersion()
    {
        streams.Out.Write(program == "docker" ? $"Docker version {EngineVersion.Text}, build hull\n" : $"{program} version {EngineVersion.Text}\n");
        return ExitCodes.Success;
    }

    private void RedirectOutput(Invocation invocation)
    {
        if (ProgramOptions.OutputFile(invocation) is not { } path) return;
        try
        {
            streams = streams.WithOutput(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(ErrorKind.InvalidArgument, $"unable to open file for standard output: {path}: {failure.Message}", inner: failure);
        }
    }
}
