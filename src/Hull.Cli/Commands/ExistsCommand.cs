using Hull.Cli.CommandLine;

namespace Hull.Cli.Commands;

/// <summary><c>hull container exists</c> and <c>hull image exists</c>: the answer is the exit code.</summary>
internal static class ExistsCommand
{
    /// <summary>The row for containers.</summary>
    public static Command OfContainers => new()
    {
        Name = "exists",
        Summary = "Check if a container exists",
        Description = "Exits with 0 if there is such a container, and with 1 if there is none",
        Usage = "[options] CONTAINER",
        Examples = "{0} myctr || hull run --name myctr IMAGE",
        Options = static () => [Flag.Bool("external", Flag.NoShort, "Look among the containers of other programs too (Hull's store holds none)")],
        Arguments = ArgumentRules.Exactly(1),
        Run = static context => Answer(context.Engine.Containers.Exists(context.Invocation.Arguments[0].TrimStart('/'))),
    };

    /// <summary>The row for images.</summary>
    public static Command OfImages => new()
    {
        Name = "exists",
        Summary = "Check if an image exists",
        Description = "Exits with 0 if there is such an image, and with 1 if there is none",
        Usage = "IMAGE",
        Examples = "{0} IMAGE || hull load -i image.tar",
        Arguments = ArgumentRules.Exactly(1),
        Run = static context => Answer(context.Engine.Images.Find(context.Invocation.Arguments[0]) is not null),
    };

    private static Task<int> Answer(bool yes) => Task.FromResult(yes ? ExitCodes.Success : ExitCodes.No);
}
