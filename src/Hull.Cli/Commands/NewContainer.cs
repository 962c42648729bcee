using Hull.Cli.CommandLine;
using Hull.Cli.Options;
using Hull.Core;
using Hull.Engine.Containers;

namespace Hull.Cli.Commands;

/// <summary>What run and create do alike before there is a container.</summary>
internal static class NewContainer
{
    /// <summary>Makes the spec, and makes room for it where --replace was given.</summary>
    /// <param name="context">The running command.</param>
    /// <exception cref="EngineException">The options are wrong, or what stands in the way cannot be removed.</exception>
    public static ContainerSpec Prepare(CommandContext context)
    {
        var invocation = context.Invocation;
        var spec = ContainerOptions.Fold(invocation, context.CommandLine);
        var policy = ImageOptions.PullPolicy(invocation.Options);
        if (policy is "always" or "newer")
            throw new EngineException(ErrorKind.Unsupported, $"--pull {policy} is not supported yet: {Reasons.Pulls}", "load the image with `hull load`");
        if (spec.Remove == true && spec.RestartPolicy is not (null or "no"))
            throw new EngineException(ErrorKind.InvalidArgument, "the --rm option conflicts with --restart, when the restartPolicy is not \"\" and \"no\"");
        if (invocation.Get(RunOptions.Replace)) Replace(context, spec.Name);
        return spec;
    }

    /// <summary>The id file that was asked for, checked to be free; null without one.</summary>
    /// <param name="invocation">The command line.</param>
    /// <exception cref="EngineException">Conflict: there is a file of that name.</exception>
    public static IdFile? IdFileOf(Invocation invocation) =>
        invocation.Get(RunOptions.CidFile) is { Length: > 0 } path ? IdFile.Reserve(path) : null;

    private static void Replace(CommandContext context, string? name)
    {
        if (string.IsNullOrEmpty(name)) throw new EngineException(ErrorKind.InvalidArgument, "cannot replace container without --name being set");
        if (context.Engine.Containers.Exists(name)) context.Engine.Containers.Remove(name, force: true);
    }
}
