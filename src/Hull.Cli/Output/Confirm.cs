using Hull.Cli.CommandLine;

namespace Hull.Cli.Output;

/// <summary>Asks before something is removed, in Podman's words.</summary>
internal static class Confirm
{
    /// <summary>Whether a person agrees; no answer is no.</summary>
    /// <param name="context">The running command.</param>
    /// <param name="warning">What will happen, with its line feed.</param>
    public static bool Ask(CommandContext context, string warning)
    {
        context.Out.Write($"WARNING! {warning}Are you sure you want to continue? [y/N] ");
        context.Out.Flush();
        using var answers = new StreamReader(context.Streams.RawIn, leaveOpen: true);
        return answers.ReadLine() is { Length: > 0 } answer && answer[0] is 'y' or 'Y';
    }
}
