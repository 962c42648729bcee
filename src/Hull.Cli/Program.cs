using Hull.Cli.Output;

namespace Hull.Cli;

/// <summary>The entry point.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        StandardStreams.FillGaps();
        var streams = StandardStreams.Open();
        try
        {
            return await new Application(NameOf(Environment.GetCommandLineArgs()), streams).Run(args).ConfigureAwait(false);
        }
        catch (IOException failure) when (IsBrokenPipe(failure))
        {
            // As a program that SIGPIPE ends: nobody is there to be told.
            return ExitCodes.BrokenPipe;
        }
        catch (IOException failure)
        {
            streams.Error.Write($"Error: input or output failed: {failure.Message}\n");
            return ExitCodes.EngineFailed;
        }
#pragma warning disable CA1031 // The last stop: a fault of Hull's own still leaves a message and the engine's exit code.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            streams.Error.Write($"Error: internal error: {failure}\n");
            return ExitCodes.EngineFailed;
        }
    }

    // A link named docker or podman makes Hull speak under that name, as Podman does.
    private static string NameOf(string[] commandLine)
    {
        var name = commandLine.Length > 0 ? Path.GetFileName(commandLine[0]) : "";
        return name.Length == 0 ? "hull" : name;
    }

    private static bool IsBrokenPipe(IOException failure)
    {
        const int BrokenPipe = 32;
        return failure.HResult == BrokenPipe;
    }
}
