using Hull.Cli.CommandLine;
using Hull.Cli.Output;
using Hull.Cli.Output.Rows;
using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Events;
using Hull.Templates;

namespace Hull.Cli.Commands;

/// <summary><c>hull events</c>.</summary>
internal static class EventsCommand
{
    private static readonly Option<string[]> Filter = Flag.Array("filter", 'f', "Show the events that pass a filter (name=value)");
    private static readonly Option<string> Format = Flag.Text("format", Flag.NoShort, "Print as JSON, one object a line, or by a Go template");
    private static readonly Option<bool> NoTrunc = Flag.Bool("no-trunc", Flag.NoShort, "Show ids whole", fallback: true);
    private static readonly Option<string> Since = Flag.Text("since", Flag.NoShort, "Show what happened from this moment on");
    private static readonly Option<bool> Stream = Flag.Bool("stream", Flag.NoShort, "Go on with events as they come; --stream=false ends with the last", fallback: true);
    private static readonly Option<string> Until = Flag.Text("until", Flag.NoShort, "Show what happened up to this moment");

    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "events",
        Summary = "Show what happens",
        Description = "Shows what happens to containers, images and the rest, as it happens; with --since or --until, what has happened",
        Examples = "{0}\n{0} --since 10m --stream=false\n{0} --filter event=died --format \"{{.Name}} {{.ContainerExitCode}}\"",
        Options = static () => [Filter, Format, NoTrunc, Since, Stream, Until],
        Arguments = ArgumentRules.None,
        Run = Run,
    };

    private static async Task<int> Run(CommandContext context)
    {
        var request = Request(context);
        var write = Writer(context);
        await foreach (var happened in context.Engine.Events.Read(request).ConfigureAwait(false))
        {
            write(happened);
            if (request.Stream) context.Out.Flush();
        }
        return ExitCodes.Success;
    }

    private static EventsRequest Request(CommandContext context)
    {
        var invocation = context.Invocation;
        try
        {
            return new EventsRequest
            {
                Since = MomentOf(context, Since, ahead: false),
                // Podman's rule: --until 3s means three seconds from now on.
                Until = MomentOf(context, Until, ahead: true),
                Stream = invocation.Get(Stream),
                Filter = EventFilter.Parse(invocation.Get(Filter)),
            };
        }
        catch (EngineException failure)
        {
            throw new EngineException(failure.Kind, $"failed to parse event filters: {failure.Message}", failure.Hint, failure);
        }
    }

    private static DateTimeOffset? MomentOf(CommandContext context, Option<string> option, bool ahead)
    {
        var text = context.Invocation.Get(option);
        return text.Length == 0 ? null : Moment.Read(text, context.Clock, ahead);
    }

    private static Action<EngineEvent> Writer(CommandContext context)
    {
        var invocation = context.Invocation;
        var zone = context.Clock.LocalTimeZone;
        if (!invocation.Has(Format))
        {
            var whole = invocation.Get(NoTrunc);
            return happened => context.Out.Write($"{TemplateText.Of(TimeZoneInfo.ConvertTime(happened.Time, zone))} {EventText.Of(happened, whole)}\n");
        }
        var format = invocation.Get(Format);
        var report = ReportFormat.ForObject("events", ReportFormat.IsJson(format) ? "{{json .}}" : format);
        return happened => report.Write(context.Out, EventTable.Rows.Pointer(happened with { Time = TimeZoneInfo.ConvertTime(happened.Time, zone) }));
    }
}
