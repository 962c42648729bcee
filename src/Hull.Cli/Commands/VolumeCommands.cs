using Hull.Cli.CommandLine;
using Hull.Cli.Options.Values;
using Hull.Cli.Output;
using Hull.Core;
using Hull.Engine.Volumes;

namespace Hull.Cli.Commands;

/// <summary>The commands of <c>hull volume</c> that change volumes.</summary>
internal static class VolumeCommands
{
    private static readonly Option<string> Driver = Flag.Text("driver", 'd', "Driver of the volume", "local");
    private static readonly Option<string[]> Label = Flag.Array("label", 'l', "Label of the volume (NAME=VALUE)");
    private static readonly Option<string[]> Opt = Flag.Array("opt", 'o', "Option of the driver: type, device, o, copy or nocopy");
    private static readonly Option<bool> Ignore = Flag.Bool("ignore", Flag.NoShort, "Do not fail if there is a volume of that name");
    private static readonly Option<ulong> Uid = Flag.UInt("uid", Flag.NoShort, "Owner of the volume's directory");
    private static readonly Option<ulong> Gid = Flag.UInt("gid", Flag.NoShort, "Group of the volume's directory");
    private static readonly Option<bool> All = Flag.Bool("all", 'a', "Remove all volumes");
    private static readonly Option<bool> Force = Flag.Bool("force", 'f', "Remove the containers that use the volumes, too");

    /// <summary>The row of create.</summary>
    public static Command Create => new()
    {
        Name = "create",
        Summary = "Create a new volume",
        Description = "Makes an empty volume. Its first container fills it with what its image has at the place",
        Usage = "[options] [NAME]",
        Examples = "{0} myvol\n{0}\n{0} --label foo=bar myvol\n{0} --opt type=tmpfs --opt device=tmpfs --opt o=size=2M,nodev myvol",
        Options = static () => [Driver, Gid, Ignore, Label, Opt, Uid],
        Arguments = ArgumentRules.AtMost(1),
        Run = static context => Task.FromResult(RunCreate(context)),
    };

    /// <summary>The row of rm.</summary>
    public static Command Remove => new()
    {
        Name = "rm",
        Aliases = ["remove"],
        Summary = "Remove one or more volumes",
        Description = "Removes volumes that no container uses, with all that is in them",
        Usage = "[options] VOLUME [VOLUME...]",
        Examples = "{0} myvol1 myvol2\n{0} --all\n{0} --force myvol",
        Options = static () => [All, Force, StopCommand.Time],
        Arguments = static invocation =>
        {
            if (invocation.Has(StopCommand.Time) && !invocation.Get(Force)) return "--force option must be specified to use the --time option";
            return invocation.Get(All) == invocation.Arguments.Count > 0 ? "choose either one or more volumes or all" : null;
        },
        Run = static context => Task.FromResult(RunRemove(context)),
    };

    /// <summary>The row of reload.</summary>
    public static Command Reload => new()
    {
        Name = "reload",
        Summary = "Reload all volumes from volume plugins",
        Description = "Asks volume plugins for their volumes. Hull's volumes have the driver local, so there is nothing to ask for",
        Usage = "",
        Arguments = ArgumentRules.None,
        Run = static _ => Task.FromResult(ExitCodes.Success),
    };

    private static int RunCreate(CommandContext context)
    {
        var invocation = context.Invocation;
        var name = context.Engine.Volumes.Create(new VolumeSpec
        {
            Name = invocation.Arguments is [var given] ? given : null,
            Driver = invocation.Get(Driver),
            Labels = OptionPairs.Read(invocation.Get(Label)),
            Options = OptionPairs.Read(invocation.Get(Opt)),
            Uid = Id(invocation, Uid),
            Gid = Id(invocation, Gid),
            IgnoreIfExists = invocation.Get(Ignore),
        });
        context.Out.Write(name + "\n");
        return ExitCodes.Success;
    }

    private static uint? Id(Invocation invocation, Option<ulong> option)
    {
        if (!invocation.Has(option)) return null;
        var id = invocation.Get(option);
        return id < uint.MaxValue ? (uint)id : throw new EngineException(ErrorKind.InvalidArgument, $"--{option.Name} {id}: the kernel's ids have 32 bits");
    }

    private static int RunRemove(CommandContext context)
    {
        var (invocation, volumes) = (context.Invocation, context.Engine.Volumes);
        var (force, failures) = (invocation.Get(Force), new Failures());
        var timeout = StopCommand.TimeOf(invocation);
        foreach (var name in invocation.Get(All) ? volumes.List().Select(static volume => volume.Name) : invocation.Arguments)
        {
            failures.Attempt(() =>
            {
                try
                {
                    context.Out.Write(volumes.Remove(name, force, timeout) + "\n");
                }
                catch (EngineException e) when (force && e.Kind == ErrorKind.NotFound)
                {
                    // With force a volume that is not there is as good as removed (podman-volume-rm(1)).
                }
            });
        }
        return failures.ReportRemoval(context.Error);
    }
}
