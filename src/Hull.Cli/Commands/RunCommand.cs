using Hull.Cli.CommandLine;
using Hull.Cli.Options;
using Hull.Core;
using Hull.Core.GoSyntax;
using Hull.Engine.Containers;

namespace Hull.Cli.Commands;

/// <summary><c>hull run</c>.</summary>
internal static class RunCommand
{
    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "run",
        Summary = "Run a command in a new container",
        Description = "Makes a container of an image and runs a command in it",
        Usage = "[options] IMAGE [COMMAND [ARG...]]",
        Examples = "{0} --rm IMAGE ls -l /etc\n{0} --network=none IMAGE id\n{0} -it --volume /srv/data:/data IMAGE sh",
        Options = ContainerOptions.OfRun,
        Arguments = ArgumentRules.AtLeast(1),
        Interspersed = false,
        Run = static context => Task.FromResult(Run(context)),
    };

    private static int Run(CommandContext context)
    {
        var invocation = context.Invocation;
        var spec = NewContainer.Prepare(context);
        var idFile = NewContainer.IdFileOf(invocation);
        if (invocation.Get(RunOptions.Detach))
        {
            if (invocation.Has(RunOptions.Attach)) throw new EngineException(ErrorKind.InvalidArgument, "--attach and --detach cannot be set together");
            var record = context.Engine.Containers.RunDetached(spec, created => idFile?.Write(created.Config.Id), NewContainer.ImageSource(context, spec));
            context.Out.Write(record.Config.Id + "\n");
            return ExitCodes.Success;
        }
        var terminal = spec.Terminal == true;
        var images = NewContainer.ImageSource(context, spec);
        using var attached = new AttachedRun(context, terminal, invocation.Get(RunOptions.SigProxy));
        var streams = StreamsOf(invocation, attached, spec.Stdin == true);
        attached.WarnWithoutTerminal(spec.Stdin == true);
        var outcome = context.Engine.Containers.Run(spec, streams, created => idFile?.Write(created.Config.Id), attached.Connect, images);
        return outcome.End == AttachEnd.Detached ? ExitCodes.Success : outcome.ExitCode;
    }

    private static AttachStreams StreamsOf(Invocation invocation, AttachedRun attached, bool interactive)
    {
        var keys = invocation.Get(RunOptions.DetachKeys);
        if (!invocation.Has(RunOptions.Attach)) return attached.Streams(interactive, output: true, error: true, keys);
        var (input, output, error) = (interactive, false, false);
        foreach (var stream in invocation.Get(RunOptions.Attach))
        {
            switch (stream.ToLowerInvariant())
            {
                case "stdin":
                    input = true;
                    break;
                case "stdout":
                    output = true;
                    break;
                case "stderr":
                    error = true;
                    break;
                default:
                    throw new EngineException(
                        ErrorKind.InvalidArgument, $"invalid stream {GoQuote.Text(stream)} for --attach - must be one of stdin, stdout, or stderr: invalid argument");
            }
        }
        return attached.Streams(input, output, error, keys);
    }
}
