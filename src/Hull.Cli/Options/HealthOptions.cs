using Hull.Cli.CommandLine;
using Hull.Cli.Options.Values;
using Hull.Engine.Containers;
using Hull.Engine.Health;

namespace Hull.Cli.Options;

/// <summary>Health checks.</summary>
internal static class HealthOptions
{
    private static readonly Option<string> Command = Text("health-cmd", "Command that checks the container's health: a line for its shell, or a JSON array; none switches checks off", "healthcheck-command");
    private static readonly Option<string> OnFailure = Flag.Text("health-on-failure", Flag.NoShort, "What to do when the container is unhealthy (\"none\"|\"kill\"|\"restart\"|\"stop\")", "none");
    private static readonly Option<string> StartupCommand = Flag.Text("health-startup-cmd", Flag.NoShort, "Command that must succeed before the checks of health begin");
    private static readonly Option<bool> NoCheck = Flag.Bool("no-healthcheck", Flag.NoShort, "Run no health checks");

    /// <summary>The rows. Switching off comes last, over all that was said before.</summary>
    public static readonly SpecRow[] Rows =
    [
        SpecRow.Of(Command, static (spec, text) => Check(spec, CheckOf(spec) with { Test = HealthText.ReadCommand(text) })),
        SpecRow.Of(Text("health-interval", "Time between two checks; disable runs none by itself", "healthcheck-interval", "30s"),
            static (spec, text) => Check(spec, CheckOf(spec) with { Interval = HealthText.ReadInterval(text, "healthcheck-interval") })),
        SpecRow.Of(new Option<ulong>("health-retries", Flag.NoShort, "uint", "Failures in a row that make unhealthy", 0, ValueReaders.ReadUInt) { Aliases = ["healthcheck-retries"], DefaultText = "3" },
            static (spec, value) => Check(spec, CheckOf(spec) with { Retries = HealthText.ReadRetries(value) })),
        SpecRow.Of(Text("health-start-period", "Time in which failures do not count", "healthcheck-start-period", "0s"),
            static (spec, text) => Check(spec, CheckOf(spec) with { StartPeriod = HealthText.ReadTime(text, "healthcheck-start-period") })),
        SpecRow.Of(Flag.Text("health-start-interval", Flag.NoShort, "Time between two checks in the start period"),
            static (spec, text) => Check(spec, CheckOf(spec) with { StartInterval = HealthText.ReadTime(text, "healthcheck-start-interval") })),
        SpecRow.Of(Text("health-timeout", "Time after which a check has failed, and is killed", "healthcheck-timeout", "30s"),
            static (spec, text) => Check(spec, CheckOf(spec) with { Timeout = HealthText.ReadTimeout(text, "healthcheck-timeout") })),
        SpecRow.Of(OnFailure, static (spec, text) => spec with { HealthCheckOnFailureAction = HealthText.ReadAction(text) }),
        SpecRow.Of(Flag.Text("health-log-destination", Flag.NoShort, "Where the results of checks are kept (\"local\"|\"events_logger\"|DIRECTORY)", "local"),
            static (spec, text) => spec with { HealthLogDestination = HealthText.ReadDestination(text) }),
        SpecRow.Of(Flag.UInt("health-max-log-count", Flag.NoShort, "The most results kept; 0 keeps all", 5),
            static (spec, value) => spec with { HealthMaxLogCount = HealthText.ReadCount(value) }),
        SpecRow.Of(Flag.UInt("health-max-log-size", Flag.NoShort, "The most characters kept of a result; 0 keeps all", 500),
            static (spec, value) => spec with { HealthMaxLogSize = HealthText.ReadCount(value) }),
        SpecRow.Of(StartupCommand, static (spec, text) => Startup(spec, StartupOf(spec) with { Test = HealthText.ReadCommand(text) })),
        SpecRow.Of(Flag.Text("health-startup-interval", Flag.NoShort, "Time between two checks of the start", "30s"),
            static (spec, text) => Startup(spec, StartupOf(spec) with { Interval = HealthText.ReadInterval(text, "healthcheck-startup-interval") })),
        SpecRow.Of(Flag.UInt("health-startup-retries", Flag.NoShort, "Failures in a row after which the container is started again; 0 is never"),
            static (spec, value) => Startup(spec, StartupOf(spec) with { Retries = (int)HealthText.ReadCount(value) })),
        SpecRow.Of(Flag.UInt("health-startup-success", Flag.NoShort, "Successes in a row that end the checks of the start; 0 is the first"),
            static (spec, value) => Startup(spec, StartupOf(spec) with { Successes = (int)HealthText.ReadCount(value) })),
        SpecRow.Of(Flag.Text("health-startup-timeout", Flag.NoShort, "Time after which a check of the start has failed, and is killed", "30s"),
            static (spec, text) => Startup(spec, StartupOf(spec) with { Timeout = HealthText.ReadTimeout(text, "healthcheck-startup-timeout") })),
        SpecRow.Of(NoCheck, static (spec, value) => value ? spec with { HealthConfig = HealthText.Off, StartupHealthConfig = null, HealthCheckOnFailureAction = null } : spec),
    ];

    /// <summary>Checks what no option can see alone.</summary>
    /// <param name="parsed">The parsed command line.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: options contradict each other.</exception>
    public static void CheckTogether(ParsedOptions parsed)
    {
        if (!parsed.Get(NoCheck)) return;
        if (parsed.Has(OnFailure) && parsed.Get(OnFailure) is not ("" or "none"))
            throw Wrong.Value($"cannot set on-failure action to {parsed.Get(OnFailure)} without a health check");
        if (parsed.Has(Command)) throw Wrong.Value("cannot specify both --no-healthcheck and --health-cmd");
        if (parsed.Has(StartupCommand)) throw Wrong.Value("cannot specify both --no-healthcheck and --health-startup-cmd");
    }

    private static HealthCheck CheckOf(ContainerSpec spec) => spec.HealthConfig ?? new HealthCheck();

    private static HealthCheck StartupOf(ContainerSpec spec) => spec.StartupHealthConfig ?? new HealthCheck();

    private static ContainerSpec Check(ContainerSpec spec, HealthCheck check) => spec with { HealthConfig = check };

    private static ContainerSpec Startup(ContainerSpec spec, HealthCheck check) => spec with { StartupHealthConfig = check };

    private static Option<string> Text(string name, string help, string alias, string? shown = null) =>
        new(name, Flag.NoShort, "string", help, "", ValueReaders.ReadText) { Aliases = [alias], DefaultText = shown };
}
