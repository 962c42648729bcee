using Hull.Cli.CommandLine;
using Hull.Core;
using Hull.Engine.Systemwide;

namespace Hull.Cli.Commands;

/// <summary><c>hull system check</c> and <c>hull system renumber</c>.</summary>
internal static class SystemCheckCommand
{
    private static readonly Option<bool> Force = Flag.Bool("force", 'f', "With --repair: remove damaged containers, and those of damaged images, too");
    private static readonly Option<bool> Quick = Flag.Bool("quick", 'q', "Compare the sizes of blobs only, not their bytes");
    private static readonly Option<bool> Repair = Flag.Bool("repair", 'r', "Remove damaged images that no container is of, and what belongs to no image");

    /// <summary>The row of check.</summary>
    public static Command Row => new()
    {
        Name = "check",
        Summary = "Check the store for damage, and repair it",
        Description = "Compares what is recorded of images and containers with what lies on the disk: checksums of configurations, manifests and blobs; layers; writable layers",
        Examples = "{0}\n{0} --quick\n{0} --repair --force",
        Options = static () =>
        [
            Force, Quick, Repair,
            new Option<long>("max", 'm', "duration", "Age from which what broken pulls left counts as damage", 0, ValueReaders.ReadDuration)
                { Unsupported = "what a broken pull left serves the next pull, and is swept after a day" },
        ],
        Arguments = ArgumentRules.None,
        Run = static context => Task.FromResult(Run(context)),
    };

    /// <summary>The row of renumber.</summary>
    public static Command Renumber => new()
    {
        Name = "renumber",
        Summary = "Renumber the locks of containers, of which Hull has none",
        Description = "Does nothing and succeeds: Hull's locks are files, one an object, that have no numbers and cannot run out",
        Usage = "",
        Arguments = ArgumentRules.None,
        Run = static _ => Task.FromResult(ExitCodes.Success),
    };

    private static int Run(CommandContext context)
    {
        var invocation = context.Invocation;
        var system = context.Engine.System;
        var damage = system.Check(invocation.Get(Quick));
        foreach (var one in damage) context.Out.Write(Line(one) + "\n");
        if (damage.Count > 0 && invocation.Get(Repair))
        {
            system.Repair(damage, invocation.Get(Force), what => context.Out.Write($"removed {what}\n"));
            damage = system.Check(invocation.Get(Quick));
        }
        if (damage.Count == 0) return ExitCodes.Success;
        context.Out.Flush();
        throw new EngineException(
            ErrorKind.Corrupt, "damage detected in local storage",
            invocation.Get(Repair) ? "containers are of what is damaged: --repair --force removes them too" : "--repair removes what is damaged");
    }

    private static string Line(StoreDamage damage)
    {
        var name = damage.Name.Length > 0 ? $" ({damage.Name})" : "";
        return damage switch
        {
            { ContainerId: { } id } => $"container {id}{name}: {damage.What}",
            { ImageId: { } id } => $"image {id}{name}: {damage.What}",
            _ => damage.What,
        };
    }
}
