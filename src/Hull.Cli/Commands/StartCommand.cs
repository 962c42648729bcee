using Hull.Cli.CommandLine;
using Hull.Cli.Options;
using Hull.Cli.Output;
using Hull.Engine.Containers;
using Hull.Engine.Containers.Listing;

namespace Hull.Cli.Commands;

/// <summary><c>hull start</c>.</summary>
internal static class StartCommand
{
    private static readonly Option<bool> Attach = Flag.Bool("attach", 'a', "Attach to standard output and standard error");
    private static readonly Option<bool> Interactive = Flag.Bool("interactive", 'i', "Pass standard input to the container");
    private static readonly Option<bool> SigProxy = Flag.Bool("sig-proxy", Flag.NoShort, "Pass signals on to the container (default true if attached)");
    private static readonly Option<bool> All = Flag.Bool("all", Flag.NoShort, "Start all containers");

    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "start",
        Summary = "Start one or more containers",
        Description = "Starts containers that were created or have ended",
        Usage = "[options] CONTAINER [CONTAINER...]",
        Examples = "{0} 860a4b231279 5421ab43b45\n{0} --interactive --attach myctr",
        Options = static () => [Attach, RunOptions.DetachKeys, Interactive, SigProxy, ContainerTargets.Filter, All, ContainerTargets.Latest],
        Arguments = Check,
        Run = static context => Task.FromResult(context.Invocation.Get(Attach) ? StartAttached(context) : StartAll(context)),
    };

    private static string? Check(Invocation invocation)
    {
        var (all, latest, count) = (invocation.Get(All), invocation.Get(ContainerTargets.Latest), invocation.Arguments.Count);
        var filtered = invocation.Has(ContainerTargets.Filter);
        if (count == 0 && !latest && !all && !filtered) return "start requires at least one argument";
        if (all && latest) return "--all and --latest cannot be used together";
        if (count > 0 && latest) return "--latest and containers cannot be used together";
        if (count > 1 && invocation.Get(Attach)) return "you cannot start and attach multiple containers at once";
        if (count > 0 && all) return "either start all containers or the container(s) provided in the arguments";
        if (invocation.Get(Attach) && (all || filtered)) return "you cannot start and attach all containers at once";
        return invocation.Get(SigProxy) && !invocation.Get(Attach) ? "you cannot use sig-proxy without --attach: invalid argument" : null;
    }

    private static int StartAttached(CommandContext context)
    {
        var invocation = context.Invocation;
        var record = context.Engine.Containers.Get(ContainerTargets.One(context));
        var spec = record.Config.Spec;
        var passSignals = !invocation.Has(SigProxy) || invocation.Get(SigProxy);
        using var attached = new AttachedRun(context, spec.Terminal == true, passSignals);
        // Only a container that keeps its standard input open can take ours.
        var input = invocation.Get(Interactive) && spec.Stdin == true;
        var streams = attached.Streams(input, output: true, error: true, invocation.Get(RunOptions.DetachKeys));
        var running = record.State.Status is ContainerStatus.Running;
        var outcome = running
            ? context.Engine.Containers.Attach(record.Config.Id, streams, attached.Connect)
            : context.Engine.Containers.StartAttached(record.Config.Id, streams, attached.Connect);
        return outcome.End == AttachEnd.Detached ? ExitCodes.Success : outcome.ExitCode;
    }

    private static int StartAll(CommandContext context)
    {
        var failures = new Failures();
        foreach (var target in Targets(context))
        {
            failures.Attempt(() =>
            {
                context.Engine.Containers.Start(target);
                context.Out.Write(target + "\n");
                context.Out.Flush();
            });
        }
        // Nobody waits for the command's own code: that it is missing is the start's failure.
        return failures.Report(context.Error, static _ => ExitCodes.EngineFailed);
    }

    // Names narrow what the filters let through: `start --filter restart-policy=always c1 c2` starts those of the two that have it.
    private static IReadOnlyList<string> Targets(CommandContext context)
    {
        var invocation = context.Invocation;
        var filters = invocation.Get(ContainerTargets.Filter);
        if (filters.Length == 0 && !invocation.Get(All)) return ContainerTargets.Select(context);
        var filter = ContainerFilter.Parse(filters, context.Engine.Containers.Get, context.Clock);
        if (invocation.Arguments.Count > 0)
            return [.. invocation.Arguments.Where(name => filter.Passes(context.Engine.Containers.Get(name.TrimStart('/'))))];
        return [.. context.Engine.Containers.List()
            .Where(record => record.State.Status != ContainerStatus.Running && filter.Passes(record))
            .Select(static record => record.Config.Id)];
    }
}
