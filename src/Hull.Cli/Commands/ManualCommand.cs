using System.Text;
using Hull.Cli.CommandLine;
using Hull.Cli.Manual;
using Hull.Core;

namespace Hull.Cli.Commands;

/// <summary>The hidden command that writes the manual pages, for <c>make install</c>.</summary>
internal static class ManualCommand
{
    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "__manual",
        Summary = "Write the manual pages to a directory",
        Usage = "DIRECTORY",
        Hidden = true,
        Arguments = ArgumentRules.Exactly(1),
        Run = static context =>
        {
            Write(context.Invocation.Arguments[0], new WriteManual(CommandTable.Root(context.Program)).Pages());
            return Task.FromResult(ExitCodes.Success);
        },
    };

    private static void Write(string directory, IReadOnlyDictionary<string, string> pages)
    {
        try
        {
            Directory.CreateDirectory(directory);
            foreach (var (name, text) in pages) File.WriteAllText(Path.Join(directory, name), text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(ErrorKind.InvalidArgument, $"writing manual pages to {directory}: {failure.Message}", inner: failure);
        }
    }
}
