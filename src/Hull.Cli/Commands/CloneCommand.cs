using Hull.Cli.CommandLine;
using Hull.Cli.Options;
using Hull.Cli.Output;
using Hull.Core;
using Hull.Engine.Containers;
using Hull.Engine.Registries;

namespace Hull.Cli.Commands;

/// <summary><c>hull container clone</c>.</summary>
internal static class CloneCommand
{
    private static readonly Option<bool> Destroy = Flag.Bool("destroy", Flag.NoShort, "Remove the container that is cloned");
    private static readonly Option<bool> Force = Flag.Bool("force", 'f', "With --destroy, kill it first where it runs");
    private static readonly Option<string> Name = Flag.Text("name", Flag.NoShort, "Name of the new container");
    private static readonly Option<bool> Start = Flag.Bool("run", Flag.NoShort, "Start the new container");

    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "clone",
        Summary = "Clone an existing container",
        Description = "Makes a container with the configuration of another one; its files are those of the image",
        Usage = "[options] CONTAINER NAME IMAGE",
        Examples = "{0} container_name new_name image_name",
        Options = static () => [Destroy, Force, Name, Start, Refused.Text("pod", "Pod that the new container joins", Reasons.Pods), .. ResourceOptions.OfClone()],
        Arguments = static invocation => invocation.Arguments.Count switch
        {
            0 => "must specify at least 1 argument",
            1 or 2 or 3 => null,
            var count => $"accepts at most 3 arg(s), received {count}",
        },
        Run = static context => Task.FromResult(Run(context)),
    };

    private static int Run(CommandContext context)
    {
        var invocation = context.Invocation;
        var destroys = invocation.Get(Destroy);
        if (invocation.Get(Force) && !destroys) throw new EngineException(ErrorKind.InvalidArgument, "cannot set --force without --destroy: invalid argument");
        var arguments = invocation.Arguments;
        var containers = context.Engine.Containers;
        var made = containers.Clone(
            arguments[0],
            new CloneRequest
            {
                Name = arguments.Count > 1 ? arguments[1] : invocation.Get(Name) is { Length: > 0 } name ? name : null,
                Image = arguments.Count > 2 ? arguments[2] : null,
                Limits = ResourceOptions.OfClone().Any(invocation.Has) ? limits => ResourceOptions.FoldLimits(limits, invocation.Options) : null,
            },
            image => Transfers.WatchAsync(
                context, quiet: false,
                transfers => context.Engine.Registries.PullAsync(image, new PullOptions { Say = transfers.Say, Watcher = transfers.Watch })).GetAwaiter().GetResult());
        if (destroys) RemoveOriginal(containers, arguments[0], invocation.Get(Force), made.Config.Id);
        if (invocation.Get(Start)) containers.Start(made.Config.Id);
        context.Out.Write(made.Config.Id + "\n");
        return ExitCodes.Success;
    }

    // Of both or of one there is to be one: where the old one stays, the new one goes.
    private static void RemoveOriginal(ContainerVerbs containers, string original, bool force, string made)
    {
        try
        {
            containers.Remove(original, force);
        }
        catch (EngineException)
        {
            containers.Remove(made);
            throw;
        }
    }
}
