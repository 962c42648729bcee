using Hull.Cli.CommandLine;
using Hull.Cli.Output;

namespace Hull.Cli.Commands;

/// <summary><c>hull container cleanup</c>: what conmon runs when a container or an exec session has ended.</summary>
internal static class CleanupCommand
{
    private static readonly Option<string> Exec = Flag.Text("exec", Flag.NoShort, "Clean up after an exec session instead");
    private static readonly Option<bool> Remove = Flag.Bool("rm", Flag.NoShort, "Remove the containers as well");
    private static readonly Option<bool> RemoveImage = Flag.Bool("rmi", Flag.NoShort, "Remove their images as well");

    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "cleanup",
        Summary = "Clean up after containers that have ended",
        Description = "Takes down the mounts and all else that containers used that have ended. Running ones are left alone",
        Usage = "[options] CONTAINER [CONTAINER...]",
        Examples = "{0} --latest\n{0} ctr1 ctr2\n{0} --all",
        Options = static () =>
        [
            ContainerTargets.All, Exec, ContainerTargets.Latest,
            Remove, RemoveImage,
            new Option<bool>("stopped-only", Flag.NoShort, "bool", "Clean up stopped containers only", false, ValueReaders.ReadBool) { ValueWhenBare = "true", Hidden = true },
        ],
        Arguments = static invocation =>
        {
            if (!invocation.Has(Exec)) return ContainerTargets.Rule(invocation);
            if (invocation.Get(ContainerTargets.All)) return "--all and --exec cannot be set together";
            if (invocation.Get(RemoveImage)) return "--exec and --rmi cannot be set together";
            if (invocation.Get(Remove)) return "--exec and --rm cannot be set together";
            return invocation.Arguments.Count == 1 ? null : "cannot use exec option when more than one container is given";
        },
        Run = static context => Task.FromResult(Run(context)),
    };

    private static int Run(CommandContext context)
    {
        var session = context.Invocation.Get(Exec);
        if (session.Length > 0)
        {
            context.Engine.Containers.CleanupExec(context.Invocation.Arguments[0], session);
            return ExitCodes.Success;
        }
        var failures = new Failures();
        foreach (var target in ContainerTargets.Select(context))
        {
            failures.Attempt(() =>
            {
                CleanUp(context, target);
                context.Out.Write(target + "\n");
            });
        }
        return failures.Report(context.Error);
    }

    private static void CleanUp(CommandContext context, string target)
    {
        var (engine, invocation) = (context.Engine, context.Invocation);
        // Read before: one made with --rm goes with the clean-up.
        var image = invocation.Get(RemoveImage) ? engine.Containers.Get(target).Config.ImageName : "";
        engine.Containers.Cleanup(target);
        if (invocation.Get(Remove) && engine.Containers.Exists(target)) engine.Containers.Remove(target);
        if (image.Length > 0) engine.Images.Remove(image);
    }
}
