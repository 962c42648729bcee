using Hull.Cli.CommandLine;
using Hull.Cli.Options;

namespace Hull.Cli.Commands;

/// <summary><c>hull create</c>.</summary>
internal static class CreateCommand
{
    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "create",
        Summary = "Create but do not start a container",
        Description = "Makes a container of an image, to be started later",
        Usage = "[options] IMAGE [COMMAND [ARG...]]",
        Examples = "{0} IMAGE ls\n{0} --annotation HELLO=WORLD IMAGE ls\n{0} -t -i --name myctr IMAGE ls",
        Options = ContainerOptions.OfCreate,
        Arguments = ArgumentRules.AtLeast(1),
        Interspersed = false,
        Run = static context =>
        {
            var spec = NewContainer.Prepare(context);
            var made = context.Engine.Containers.Create(spec, NewContainer.ImageSource(context, spec));
            NewContainer.Made(context, made);
            context.Out.Write(made.Config.Id + "\n");
            return Task.FromResult(ExitCodes.Success);
        },
    };
}
