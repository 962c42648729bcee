using Hull.Cli.CommandLine;
using Hull.Engine.Configuration;
using Hull.Engine.Rootless;

namespace Hull.Cli.Commands;

/// <summary><c>hull unshare</c>.</summary>
internal static class UnshareCommand
{
    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "unshare",
        Summary = "Run a command in the user namespace of rootless containers",
        Description = "Runs a command, or the shell, where the user is root and owns the files of the user's containers and images: the store "
            + "can be looked at and deleted there",
        Usage = "[options] [COMMAND [ARG...]]",
        Examples = "{0} id\n{0} cat /proc/self/uid_map\n{0} rm -rf ~/.local/share/hull",
        Options = static () => [Refused.Switch("rootless-netns", "Join the network namespace of rootless networks", "Hull gives each rootless container a network of its own")],
        Interspersed = false,
        Run = static context => Task.FromResult(Run(context)),
    };

    private static int Run(CommandContext context)
    {
        OpenEngine.EnterUserNamespace(context);
        var settings = EngineSettings.Load(OpenEngine.OptionsOf(context.Invocation), context.Log);
        IReadOnlyList<string> command = context.Invocation.Arguments.Count > 0
            ? context.Invocation.Arguments
            : [Environment.GetEnvironmentVariable("SHELL") is { Length: > 0 } shell ? shell : "/bin/sh"];
        context.Out.Flush();
        // --out and --noout hold for the command, too.
        UserNamespace.Become(command, settings, ProgramOptions.OutputFile(context.Invocation));
        return ExitCodes.Success;
    }
}
