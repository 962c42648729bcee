using Hull.Cli.CommandLine;
using Hull.Cli.Options;
using Hull.Cli.Options.Values;

namespace Hull.Cli.Commands;

/// <summary><c>hull update</c>.</summary>
internal static class UpdateCommand
{
    // Of the limits of run and create those that can change in a container's life.
    private static readonly string[] Limits =
    [
        "blkio-weight", "blkio-weight-device", "cpu-period", "cpu-quota", "cpu-rt-period", "cpu-rt-runtime", "cpu-shares", "cpus", "cpuset-cpus",
        "cpuset-mems", "device-read-bps", "device-read-iops", "device-write-bps", "device-write-iops", "memory", "memory-reservation", "memory-swap",
        "memory-swappiness", "pids-limit", "ulimit",
    ];

    private static readonly SpecRow[] Rows =
    [
        .. ResourceOptions.Rows.Where(static row => Limits.Contains(row.Option.Name)),
        .. HealthOptions.Rows,
        SpecRow.Of(Flag.Text("restart", Flag.NoShort, "When to start the container again (\"no\"|\"always\"|\"on-failure\"|\"unless-stopped\")"),
            static (spec, text) => RestartText.AddTo(spec with { RestartTries = null }, text)),
        SpecRow.Of(Flag.Array("env", 'e', "Set an environment variable, from the next start on"), static (spec, texts) => spec with { Env = WithVariables(spec.Env, texts) }),
        SpecRow.Of(Flag.Array("unsetenv", Flag.NoShort, "Remove an environment variable, from the next start on"),
            static (spec, names) => spec with { UnsetEnv = [.. (spec.UnsetEnv ?? []).Except(names), .. names] }),
    ];

    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "update",
        Summary = "Change the limits, the restart policy or the health checks of a container",
        Description = "Changes a container: its limits, at once if it runs, its restart policy and health checks, and its variables and ulimits, which hold from its next start",
        Usage = "[options] CONTAINER",
        Examples = "{0} --memory 1G myctr\n{0} --latest --cpus=1\n{0} --restart=always myctr",
        Options = static () => [.. Rows.Select(static row => row.Option), ContainerTargets.Latest],
        Arguments = ContainerTargets.OneOrLatest,
        Run = static context => Task.FromResult(Run(context)),
    };

    private static int Run(CommandContext context)
    {
        var parsed = context.Invocation.Options;
        ResourceOptions.Check(parsed);
        HealthOptions.CheckTogether(parsed);
        var target = ContainerTargets.One(context);
        var updated = context.Engine.Containers.Update(target, spec => Rows.Aggregate(spec, (folded, row) => row.Fold(folded, parsed)));
        foreach (var warning in updated.Config.Warnings) context.Error.Write(warning + "\n");
        context.Out.Write(updated.Config.Id + "\n");
        return ExitCodes.Success;
    }

    private static Dictionary<string, string> WithVariables(IReadOnlyDictionary<string, string>? before, string[] texts)
    {
        var variables = new Dictionary<string, string>(before ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        var caller = EnvironmentText.OfCaller();
        foreach (var text in texts) EnvironmentText.AddTo(variables, text, caller);
        return variables;
    }
}
