using Hull.Cli.CommandLine;
using Hull.Cli.Output;
using Hull.Engine.Images;
using Hull.Images;

namespace Hull.Cli.Commands;

/// <summary><c>hull rmi</c>.</summary>
internal static class RmiCommand
{
    private static readonly Option<bool> All = Flag.Bool("all", 'a', "Remove all images");
    private static readonly Option<bool> Force = Flag.Bool("force", 'f', "Remove the containers of the image too, and all its names");
    private static readonly Option<bool> Ignore = Flag.Bool("ignore", 'i', "Do not fail for an image that is missing");
    private static readonly Option<bool> NoPrune = Flag.Bool("no-prune", Flag.NoShort, "Keep dangling parents");

    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "rmi",
        Summary = "Remove one or more images",
        Description = "Removes images from the store. By one of several names only that name goes",
        Usage = "[options] IMAGE [IMAGE...]",
        Examples = "{0} IMAGE\n{0} --force IMAGE\n{0} c4dfb1609ee2 93fd78260bd1",
        Options = static () => [All, Force, Ignore, NoPrune],
        Arguments = static invocation => invocation.Arguments.Count == 0 && !invocation.Get(All) ? "image name or ID must be specified"
            : invocation.Arguments.Count > 0 && invocation.Get(All) ? "when using the --all switch, you may not pass any images names or IDs"
            : null,
        Run = static context => Task.FromResult(Run(context)),
    };

    private static int Run(CommandContext context)
    {
        var invocation = context.Invocation;
        var force = invocation.Get(Force);
        var ignore = force || invocation.Get(Ignore);
        var failures = new Failures();
        List<string> untagged = [];
        List<string> deleted = [];
        var options = new RemoveImageOptions { Force = force, NoPrune = invocation.Get(NoPrune) };
        var all = invocation.Get(All);
        foreach (var target in all ? context.Engine.Images.List().Select(static image => image.Id) : invocation.Arguments)
        {
            failures.Attempt(() =>
            {
                // Of all images, one may have gone with another that was made from it.
                if ((ignore || all) && context.Engine.Images.Find(target) is null) return;
                var removed = all && !force
                    ? context.Engine.Images.Remove(target, options with { Force = true })
                    : RemoveImages.One(context.Engine, target, options);
                untagged.AddRange(removed.Untagged);
                deleted.AddRange(removed.Deleted);
            });
        }
        foreach (var name in untagged) context.Out.Write($"Untagged: {name}\n");
        foreach (var id in deleted) context.Out.Write($"Deleted: {id}\n");
        context.Out.Flush();
        return failures.ReportRemoval(context.Error);
    }
}
