using Hull.Cli.CommandLine;
using Hull.Templates;

namespace Hull.Cli.Commands;

/// <summary><c>hull top</c>.</summary>
internal static class TopCommand
{
    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "top",
        Summary = "Show the processes of a container",
        Description = "Shows the processes of a running container, read from the host's side: nothing of the image is run.\n"
            + "Columns are Podman's descriptors, or of ps(1) -ef, aux and -eo with a list",
        Usage = "[options] CONTAINER [DESCRIPTOR...]",
        Examples = "{0} ctr\n{0} ctr pid seccomp args %C\n{0} --latest hpid huser\n{0} ctr -eo pid,comm",
        Options = static () => [ContainerTargets.Latest],
        // What follows the container is for ps.
        Interspersed = false,
        Arguments = static invocation =>
            invocation.Arguments.Count == 0 && !invocation.Get(ContainerTargets.Latest) ? "you must provide the name or id of a running container" : null,
        Run = static context =>
        {
            var latest = context.Invocation.Get(ContainerTargets.Latest);
            var arguments = context.Invocation.Arguments;
            var rows = context.Engine.Containers.Top(
                latest ? ContainerTargets.LatestOf(context) : arguments[0].TrimStart('/'), [.. latest ? arguments : arguments.Skip(1)]);
            context.Out.Write(AlignedRows.Of(rows));
            return Task.FromResult(ExitCodes.Success);
        },
    };
}
