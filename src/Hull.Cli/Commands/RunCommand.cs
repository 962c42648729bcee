using Hull.Cli.CommandLine;
using Hull.Cli.Options;
using Hull.Core;
using Hull.Core.GoSyntax;
using Hull.Engine.Containers;
using Microsoft.Extensions.Logging;

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
        var spec = NewContainer.Prepare(context) with
        {
            PreserveDescriptors = DescriptorOptions.Of(context.Invocation) is { Count: > 0 } descriptors ? descriptors : null,
            Passwd = context.Invocation.Has(RunOptions.Passwd) ? context.Invocation.Get(RunOptions.Passwd) : null,
        };
        if (context.Invocation.Get(RunOptions.RemoveImage)) spec = WithoutImage(context.Invocation, spec);
        return context.Invocation.Get(RunOptions.Detach) ? Detached(context, spec) : Attached(context, spec);
    }

    private static ContainerSpec WithoutImage(Invocation invocation, ContainerSpec spec)
    {
        if (invocation.Has(ProcessOptions.Remove) && !invocation.Get(ProcessOptions.Remove))
            throw new EngineException(ErrorKind.InvalidArgument, "the --rmi option does not work without --rm");
        return NewContainer.Ending(spec with { Remove = true, RemoveImage = true });
    }

    // The engine has done it already, unless something still uses the image: then it is to be said.
    private static void RemoveImage(CommandContext context, string name)
    {
        try
        {
            context.Engine.Images.Remove(name);
        }
        catch (EngineException failure) when (failure.Kind is ErrorKind.NotFound or ErrorKind.Conflict)
        {
            if (failure.Kind == ErrorKind.Conflict) context.Log.LogWarning("{Reason}", failure.Message);
        }
    }

    private static int Detached(CommandContext context, ContainerSpec spec)
    {
        if (context.Invocation.Has(RunOptions.Attach)) throw new EngineException(ErrorKind.InvalidArgument, "--attach and --detach cannot be set together");
        var record = context.Engine.Containers.RunDetached(spec, made => NewContainer.Made(context, made), NewContainer.ImageSource(context, spec));
        context.Out.Write(record.Config.Id + "\n");
        return ExitCodes.Success;
    }

    private static int Attached(CommandContext context, ContainerSpec spec)
    {
        var invocation = context.Invocation;
        var images = NewContainer.ImageSource(context, spec);
        using var attached = new AttachedRun(context, spec.Terminal == true, invocation.Get(RunOptions.SigProxy));
        var streams = StreamsOf(invocation, attached, spec.Stdin == true);
        attached.WarnWithoutTerminal(spec.Stdin == true);
        var outcome = context.Engine.Containers.Run(spec, streams, made => NewContainer.Made(context, made), attached.Connect, images);
        if (spec.RemoveImage == true && outcome.End != AttachEnd.Detached) RemoveImage(context, spec.Image!);
        // Whoever attaches only to the input gets the id, as with --detach.
        if (streams.Output is null && streams.Error is null) context.Out.Write(outcome.Id + "\n");
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
