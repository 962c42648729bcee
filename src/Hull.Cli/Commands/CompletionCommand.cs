using System.Text;
using Hull.Cli.CommandLine;
using Hull.Cli.Completion;
using Hull.Core;
using Hull.Core.GoSyntax;

namespace Hull.Cli.Commands;

/// <summary><c>hull completion SHELL</c>.</summary>
internal static class CompletionCommand
{
    /// <summary>The shells that there are scripts for.</summary>
    public static readonly string[] Shells = ["bash", "zsh", "fish", "powershell"];
    private static readonly Option<string> File = Flag.Text("file", 'f', "Write the script to a file instead of standard output");
    private static readonly Option<bool> NoDescriptions = Flag.Bool("no-desc", Flag.NoShort, "Complete words without telling what they mean");

    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "completion",
        Summary = "Generate a script that completes command lines in a shell",
        Description =
            "Prints a script for bash, zsh, fish or PowerShell. With it the shell completes commands, options and their values, and the names of containers, images and whatever else there is.\n"
            + "  `make install` puts the scripts where the shells look for them",
        Usage = "[options] SHELL",
        Examples = "{0} bash > /etc/bash_completion.d/hull\n{0} -f \"${fpath[1]}/_hull\" zsh\n{0} fish | source",
        Options = static () => [File, NoDescriptions],
        Arguments = Check,
        Run = static context =>
        {
            Write(context, CompletionScripts.For(context.Invocation.Arguments[0], context.Program, !context.Invocation.Get(NoDescriptions)));
            return Task.FromResult(ExitCodes.Success);
        },
    };

    private static string? Check(Invocation invocation)
    {
        if (ArgumentRules.Exactly(1)(invocation) is { } failure) return failure;
        return Shells.Contains(invocation.Arguments[0]) ? null : $"invalid argument {GoQuote.Text(invocation.Arguments[0])} for {GoQuote.Text(invocation.Path)}: must be one of {string.Join(", ", Shells)}";
    }

    private static void Write(CommandContext context, string script)
    {
        var path = context.Invocation.Get(File);
        if (path.Length == 0)
        {
            context.Out.Write(script);
            return;
        }
        try
        {
            System.IO.File.WriteAllText(path, script, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(ErrorKind.InvalidArgument, $"writing {path}: {failure.Message}", inner: failure);
        }
    }
}
