using Hull.Cli.CommandLine;
using Hull.Cli.Output;

namespace Hull.Cli.Commands;

/// <summary><c>hull secret</c>: the group, and rm and exists.</summary>
internal static class SecretCommands
{
    private static readonly Option<bool> All = Flag.Bool("all", 'a', "Remove all secrets");
    private static readonly Option<bool> Ignore = Flag.Bool("ignore", 'i', "Do not fail for a secret that is missing");

    /// <summary>The row of the group.</summary>
    public static Command Row => new()
    {
        Name = "secret",
        Summary = "Manage secrets",
        Description = "Manages secrets: passwords, keys and the like that containers need and images must not hold",
        Usage = "[command]",
        Subcommands = static () => [SecretCreateCommand.Row, Exists, SecretInspectCommand.Row, SecretListCommand.Row, Remove],
    };

    private static Command Remove => new()
    {
        Name = "rm",
        Summary = "Remove one or more secrets",
        Description = "Removes secrets. Containers that have one as a file keep it",
        Usage = "[options] SECRET [SECRET...]",
        Examples = "{0} mysecret1 mysecret2",
        Options = static () => [All, Ignore],
        Arguments = static invocation => invocation.Get(All)
            ? invocation.Arguments.Count > 0 ? $"`{invocation.Path} --all` takes no arguments" : null
            : invocation.Arguments.Count == 0 ? $"`{invocation.Path}` requires one argument, or the --all flag" : null,
        Run = static context => Task.FromResult(RunRemove(context)),
    };

    private static Command Exists => new()
    {
        Name = "exists",
        Summary = "Check if a secret exists",
        Description = "Exits with 0 if there is such a secret, and with 1 if there is none",
        Usage = "SECRET",
        Examples = "{0} mysecret || echo no",
        Arguments = ArgumentRules.Exactly(1),
        Run = static context => Task.FromResult(context.Engine.Secrets.Find(context.Invocation.Arguments[0]) is null ? ExitCodes.No : ExitCodes.Success),
    };

    private static int RunRemove(CommandContext context)
    {
        var failures = new Failures();
        var secrets = context.Engine.Secrets;
        IEnumerable<string> targets = context.Invocation.Get(All) ? secrets.List().Select(static secret => secret.Id) : context.Invocation.Arguments;
        foreach (var target in targets)
        {
            failures.Attempt(() =>
            {
                if (context.Invocation.Get(Ignore) && secrets.Find(target) is null) return;
                context.Out.Write(secrets.Remove(target) + "\n");
            });
        }
        // Whatever the reason, podman-secret(1) knows 125 only.
        return failures.Report(context.Error, static _ => ExitCodes.EngineFailed);
    }
}
