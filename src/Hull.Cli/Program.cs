using Hull.Cli.Output;

namespace Hull.Cli;

/// <summary>The entry point.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        var streams = StandardStreams.Open();
        try
        {
            return await new Application(NameOf(Environment.GetCommandLineArgs()), streams.Out, streams.Error).Run(args).ConfigureAwait(false);
        }
        catch (IOException failure) when (IsBrokenPipe(failure))
        {
            // As a program that SIGPIPE ends: nobody is there to be told.
            return ExitCodes.BrokenPipe;
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
