using Hull.Cli.CommandLine;

namespace Hull.Cli.Commands;

/// <summary><c>hull tag</c> and <c>hull untag</c>.</summary>
internal static class TagCommand
{
    /// <summary>The row of tag.</summary>
    public static Command Row => new()
    {
        Name = "tag",
        Summary = "Give an image more names",
        Description = "Gives an image more names; an image that had one of them loses it",
        Usage = "IMAGE TARGET_NAME [TARGET_NAME...]",
        Examples = "{0} 0e3bbc2 myimage:latest\n{0} IMAGE registry.example:5000/web/site:v2",
        Arguments = ArgumentRules.AtLeast(2),
        Run = static context =>
        {
            var image = context.Engine.Images.Get(context.Invocation.Arguments[0]);
            // All are read before the first is given.
            var names = context.Invocation.Arguments.Skip(1).Select(static typed => (Name: ImageNames.New(typed), Typed: typed)).ToList();
            foreach (var (name, typed) in names) context.Engine.Images.Tag(image, name, typed);
            return Task.FromResult(ExitCodes.Success);
        },
    };

    /// <summary>The row of untag.</summary>
    public static Command Untag => new()
    {
        Name = "untag",
        Summary = "Take names away from an image",
        Description = "Takes names away from an image: those given, or all. The image stays",
        Usage = "IMAGE [NAME...]",
        Examples = "{0} 0e3bbc2\n{0} IMAGE othername:latest",
        Arguments = ArgumentRules.AtLeast(1),
        Run = static context =>
        {
            var images = context.Engine.Images;
            var image = images.Get(context.Invocation.Arguments[0]);
            var names = context.Invocation.Arguments.Count == 1
                ? image.Names
                : [.. context.Invocation.Arguments.Skip(1).Select(text => ImageNames.NameOf(context.Engine, image, text) ?? ImageNames.New(text))];
            foreach (var name in names) images.Untag(image, name);
            return Task.FromResult(ExitCodes.Success);
        },
    };
}
