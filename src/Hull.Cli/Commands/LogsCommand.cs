using Hull.Cli.CommandLine;
using Hull.Cli.Output;
using Hull.Core;
using Hull.Core.GoSyntax;
using Hull.Engine.Configuration;
using Hull.Engine.Containers.Logs;

namespace Hull.Cli.Commands;

/// <summary><c>hull logs</c>.</summary>
internal static class LogsCommand
{
    private static readonly Option<bool> Color = Flag.Bool("color", Flag.NoShort, "Give each container a color of its own");
    private static readonly Option<bool> Follow = Flag.Bool("follow", 'f', "Go on with lines as they come");
    private static readonly Option<bool> Names = Flag.Bool("names", 'n', "Print the container's name before each line");
    private static readonly Option<string> Since = Flag.Text("since", Flag.NoShort, "Print lines after this moment");
    private static readonly Option<long> Tail = Flag.Int("tail", Flag.NoShort, "Print so many of the last lines only; -1 is all", -1);
    private static readonly Option<bool> Timestamps = Flag.Bool("timestamps", 't', "Print the time before each line");
    private static readonly Option<string> Until = Flag.Text("until", Flag.NoShort, "Print lines before this moment");

    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "logs",
        Summary = "Print the logs of one or more containers",
        Description = "Prints what containers have printed, standard error to standard error",
        Usage = "[options] CONTAINER [CONTAINER...]",
        Examples = "{0} myctr\n{0} --names ctr1 ctr2\n{0} --tail 2 myctr\n{0} --follow --since 10m myctr",
        Options = static () =>
        [
            Color, Follow, ContainerTargets.Latest, Names, Since, Tail, Timestamps, Until,
            new Option<bool>("details", Flag.NoShort, "bool", "Print more details (k8s-file has none)", false, ValueReaders.ReadBool) { ValueWhenBare = "true", Hidden = true },
        ],
        Arguments = static invocation =>
        {
            var latest = invocation.Get(ContainerTargets.Latest);
            if (latest && invocation.Arguments.Count > 0) return "--latest and containers cannot be used together";
            return latest || invocation.Arguments.Count > 0 ? null : "specify at least one container name or ID to log";
        },
        Run = Run,
    };

    private static async Task<int> Run(CommandContext context)
    {
        var invocation = context.Invocation;
        IReadOnlyList<string> containers = invocation.Get(ContainerTargets.Latest)
            ? [ContainerTargets.LatestOf(context)]
            : [.. invocation.Arguments.Select(static name => name.TrimStart('/'))];
        var request = new LogsRequest
        {
            Tail = invocation.Get(Tail) is >= 0 and var lines ? lines : null,
            Since = MomentOf(context, Since, ahead: false),
            // Podman's rule: --until 3s means three seconds from now on, for use with --follow.
            Until = MomentOf(context, Until, ahead: true),
            Follow = invocation.Get(Follow),
        };
        var writer = new LogLineWriter(context.Streams.RawOut, context.Streams.RawError)
        {
            Several = containers.Count > 1 || invocation.Get(Names),
            ByName = invocation.Get(Names),
            Timestamps = invocation.Get(Timestamps),
            Colors = invocation.Get(Color),
        };
        await foreach (var line in context.Engine.Containers.Logs(containers, request).ConfigureAwait(false))
        {
            writer.Write(line);
            if (request.Follow) writer.Flush();
        }
        writer.Flush();
        return ExitCodes.Success;
    }

    private static DateTimeOffset? MomentOf(CommandContext context, Option<string> option, bool ahead)
    {
        var text = context.Invocation.Get(option);
        if (text.Length == 0) return null;
        try
        {
            return Moment.Read(text, context.Clock, ahead);
        }
        catch (EngineException failure)
        {
            throw new EngineException(failure.Kind, $"parsing --{option.Name} {GoQuote.Text(text)}: {failure.Message}", failure.Hint, failure);
        }
    }
}
