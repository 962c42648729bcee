using System.Globalization;
using Hull.Cli.CommandLine;
using Hull.Cli.Output;
using Hull.Core;
using Hull.Core.GoSyntax;
using Hull.Engine.Containers;

namespace Hull.Cli.Commands;

/// <summary><c>hull wait</c>.</summary>
internal static class WaitCommand
{
    private const string Words = "\"configured\"|\"created\"|\"exited\"|\"healthy\"|\"initialized\"|\"paused\"|\"removing\"|\"running\"|\"stopped\"|\"stopping\"|\"unhealthy\"";

    private static readonly Option<string> Interval = Flag.Text("interval", 'i', "Time between two looks; an end alone is waited for without looking", "250ms");
    private static readonly Option<bool> Ignore = Flag.Bool("ignore", Flag.NoShort, "Print -1 for a container that is missing");
    private static readonly Option<string[]> Condition = Flag.Slice("condition", Flag.NoShort, $"What to wait for ({Words}); one of several is enough");
    private static readonly Option<bool> FirstMatch =
        new("exit-first-match", Flag.NoShort, "bool", "End when the first container matches", false, ValueReaders.ReadBool) { ValueWhenBare = "true", Aliases = ["return-on-first"] };

    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "wait",
        Summary = "Block on one or more containers",
        Description = "Waits until each container has ended, or is as asked, and prints its exit code",
        Usage = "[options] CONTAINER [CONTAINER...]",
        Examples = "{0} myctr\n{0} ctr1 ctr2\n{0} --condition healthy myctr",
        Options = static () => [Interval, Ignore, Condition, ContainerTargets.Latest, FirstMatch],
        Arguments = Check,
        Run = static context => Task.FromResult(Run(context)),
    };

    private static string? Check(Invocation invocation)
    {
        if (TryReadInterval(invocation.Get(Interval), out _) is { } failure) return failure;
        foreach (var condition in invocation.Get(Condition))
        {
            if (!TryReadCondition(condition, out _)) return $"unknown container state: {condition}: invalid argument";
        }
        var latest = invocation.Get(ContainerTargets.Latest);
        if (!latest && invocation.Arguments.Count == 0) return $"{GoQuote.Text(invocation.Path)} requires a name, id, or the \"--latest\" flag";
        return latest && invocation.Arguments.Count > 0 ? "--latest and containers cannot be used together" : null;
    }

    private static int Run(CommandContext context)
    {
        var failures = new Failures();
        var targets = ContainerTargets.Select(context);
        if (context.Invocation.Get(FirstMatch))
        {
            var present = context.Invocation.Get(Ignore) ? targets.Where(context.Engine.Containers.Exists).ToList() : targets;
            failures.Attempt(() => Print(context, present.Count == 0 ? -1 : WaitFor(context, present, Conditions(context))));
            return failures.Report(context.Error);
        }
        foreach (var target in targets) failures.Attempt(() => Print(context, Wait(context, target)));
        return failures.Report(context.Error);
    }

    private static int Wait(CommandContext context, string target)
    {
        try
        {
            var conditions = Conditions(context);
            return conditions.All(static condition => condition is WaitCondition.Stopped or WaitCondition.Exited)
                ? context.Engine.Containers.Wait(target)
                : WaitFor(context, [target], conditions);
        }
        catch (EngineException failure) when (failure.Kind == ErrorKind.NotFound && context.Invocation.Get(Ignore))
        {
            return -1;
        }
    }

    private static int WaitFor(CommandContext context, IReadOnlyList<string> targets, IReadOnlyList<WaitCondition> conditions)
    {
        TryReadInterval(context.Invocation.Get(Interval), out var interval);
        return context.Engine.Containers.WaitFor(targets, conditions, interval);
    }

    private static List<WaitCondition> Conditions(CommandContext context)
    {
        List<WaitCondition> conditions = [];
        foreach (var text in context.Invocation.Get(Condition))
        {
            if (TryReadCondition(text, out var condition)) conditions.Add(condition);
        }
        return conditions.Count > 0 ? conditions : [WaitCondition.Stopped];
    }

    private static bool TryReadCondition(string text, out WaitCondition condition) =>
        Enum.TryParse(text, ignoreCase: true, out condition) && !char.IsAsciiDigit(text[0]) && Enum.IsDefined(condition);

    // A bare number is in milliseconds.
    private static string? TryReadInterval(string text, out TimeSpan interval)
    {
        var failure = GoDuration.Read(text, out var nanoseconds);
        if (failure is not null && GoDuration.Read(text + "ms", out nanoseconds) is null) failure = null;
        interval = TimeSpan.FromTicks(Math.Max(nanoseconds / TimeSpan.NanosecondsPerTick, TimeSpan.TicksPerMillisecond));
        return failure;
    }

    private static void Print(CommandContext context, int code)
    {
        context.Out.Write(code.ToString(CultureInfo.InvariantCulture) + "\n");
        context.Out.Flush();
    }
}
