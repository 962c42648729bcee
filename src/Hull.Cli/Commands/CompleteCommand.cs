using Hull.Cli.CommandLine;
using Hull.Cli.Completion;
using Hull.Core;

namespace Hull.Cli.Commands;

/// <summary>
/// The hidden commands that the shells' scripts call: <c>hull __complete WORDS…</c>, the unfinished word last. The protocol is cobra's: a
/// word a line, with its description behind a tab, and last a colon and the directive.
/// </summary>
internal static class CompleteCommand
{
    /// <summary>The row with descriptions.</summary>
    public static Command Row => RowOf("__complete", descriptions: true);

    /// <summary>The row without.</summary>
    public static Command WithoutDescriptions => RowOf("__completeNoDesc", descriptions: false);

    private static Command RowOf(string name, bool descriptions) => new()
    {
        Name = name,
        Summary = "Tell what may stand at the end of a command line",
        Usage = "[WORD...]",
        Hidden = true,
        Raw = true,
        Run = context =>
        {
            var answer = Answer(context);
            foreach (var item in answer.Items)
                context.Out.Write(descriptions && item.Description.Length > 0 ? $"{item.Text}\t{item.Description}\n" : item.Text + "\n");
            context.Out.Write($":{(int)answer.Directive}\n");
            context.Out.Flush();
            context.Error.Write($"Completion ended with directive: {NameOf(answer.Directive)}\n");
            return Task.FromResult(ExitCodes.Success);
        },
    };

    private static Completions Answer(CommandContext context)
    {
        try
        {
            var root = CommandTable.Root(context.Program);
            var line = new ReadUnfinished(root, ProgramOptions.Persistent).Run(context.Invocation.Arguments);
            if (line is null) return new Completions([], CompletionDirective.Error);
            using var inner = new CommandContext
            {
                Program = context.Program,
                CommandLine = context.CommandLine,
                Invocation = line.Invocation,
                Streams = context.Streams,
                Log = context.Log,
                Clock = context.Clock,
            };
            return new CompleteLine(line, new CompleteNames(() => inner.Engine)).Run();
        }
        catch (EngineException failure)
        {
            // A store that cannot be opened has no names to offer; the shell shows nothing, a person who looks sees why.
            context.Error.Write($"[Debug] [Error] {failure.Message}\n");
            return Completions.None;
        }
    }

    private static string NameOf(CompletionDirective directive)
    {
        var names = Enum.GetValues<CompletionDirective>()
            .Where(flag => flag != CompletionDirective.Default && directive.HasFlag(flag))
            .Select(static flag => $"ShellCompDirective{flag}");
        var text = string.Join(", ", names);
        return text.Length > 0 ? text : "ShellCompDirectiveDefault";
    }
}
