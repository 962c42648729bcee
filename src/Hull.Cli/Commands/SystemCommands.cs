using Hull.Cli.CommandLine;
using Hull.Cli.Output;
using Hull.Engine.Configuration;
using Hull.Engine.Systemwide;

namespace Hull.Cli.Commands;

/// <summary><c>hull system reset</c>, <c>migrate</c> and <c>reconcile</c>.</summary>
internal static class SystemCommands
{
    private static readonly Option<bool> Force = Flag.Bool("force", 'f', "Do not ask");
    private static readonly Option<string> NewRuntime = Flag.Text("new-runtime", Flag.NoShort, "OCI runtime that all containers get");

    /// <summary>The row of reset.</summary>
    public static Command Reset => new()
    {
        Name = "reset",
        Summary = "Remove all containers, images and files of the store",
        Description = "Removes all containers and images, and every file of the store. Afterwards Hull is as newly installed",
        Options = static () => [Force],
        Arguments = ArgumentRules.None,
        Run = static context => Task.FromResult(RunReset(context)),
    };

    /// <summary>The row of reconcile.</summary>
    public static Command Reconcile => new()
    {
        Name = "reconcile",
        Summary = "Start the containers that should run",
        Description = "Starts each container that does not run but should, by its restart policy and what people did: for an init script, or a unit, at boot. "
            + "One with unless-stopped that a person stopped stays stopped. Prints the ids of those started",
        Usage = "",
        Options = static () => [],
        Arguments = ArgumentRules.None,
        Run = static context => Task.FromResult(RunReconcile(context)),
    };

    /// <summary>The row of migrate.</summary>
    public static Command Migrate => new()
    {
        Name = "migrate",
        Summary = "Prepare the store for this version of Hull",
        Description = "Stops all containers and, if asked, gives each another OCI runtime. For after an upgrade, or a change of the host",
        Options = static () =>
        [
            NewRuntime,
            Refused.Switch("migrate-db", "Migrate Podman's BoltDB", "Hull's database is SQLite, and brought up to date whenever it is opened"),
        ],
        Arguments = ArgumentRules.None,
        Run = static context =>
        {
            var runtime = context.Invocation.Get(NewRuntime);
            context.Engine.System.Migrate(runtime.Length > 0 ? runtime : null, id => context.Out.Write($"stopped {id}\n"));
            return Task.FromResult(ExitCodes.Success);
        },
    };

    private static int RunReconcile(CommandContext context)
    {
        var failures = new Failures();
        foreach (var id in context.Engine.System.ContainersToStart())
        {
            failures.Attempt(() =>
            {
                if (!context.Engine.Containers.Start(id)) return;
                context.Out.Write(id + "\n");
                context.Out.Flush();
            });
        }
        return failures.Report(context.Error);
    }

    private static int RunReset(CommandContext context)
    {
        OpenEngine.EnterUserNamespace(context);
        // The store is not opened: a reset is also for one that cannot be.
        var settings = EngineSettings.Load(OpenEngine.OptionsOf(context.Invocation), context.Log);
        if (!context.Invocation.Get(Force) && !Confirm(context, settings)) return ExitCodes.Success;
        var report = SystemVerbs.Reset(settings, context.Log, context.Clock);
        foreach (var path in report.LeftAlone) context.Error.Write($"left alone, as it is not Hull's: {path}\n");
        return ExitCodes.Success;
    }

    private static bool Confirm(CommandContext context, EngineSettings settings)
    {
        context.Out.Write(
            "WARNING! This will remove:\n"
            + "        - all containers\n"
            + "        - all images\n"
            + $"        - the root directory: \"{settings.Root}\"\n"
            + $"        - the runroot directory: \"{settings.RunRoot}\"\n"
            + "Are you sure you want to continue? [y/N] ");
        context.Out.Flush();
        using var answers = new StreamReader(context.Streams.RawIn, leaveOpen: true);
        return answers.ReadLine() is { Length: > 0 } answer && answer[0] is 'y' or 'Y';
    }
}
