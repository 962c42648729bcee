using Hull.Cli.CommandLine;

namespace Hull.Cli.Options;

/// <summary>Health checks.</summary>
internal static class HealthOptions
{
    /// <summary>The rows.</summary>
    public static readonly SpecRow[] Rows =
    [
        SpecRow.Of(Text("health-cmd", "Command that checks the container's health", "healthcheck-command", "none")),
        SpecRow.Of(Text("health-interval", "Time between two checks", "healthcheck-interval", "disable")),
        SpecRow.Of(Refused.Text("health-log-destination", "Where the results of checks are kept", Reasons.Health, "local")),
        SpecRow.Of(Refused.UInt("health-max-log-count", "The most results kept", Reasons.Health)),
        SpecRow.Of(Refused.UInt("health-max-log-size", "The most characters kept of a result", Reasons.Health)),
        SpecRow.Of(Refused.Text("health-on-failure", "What to do when the container is unhealthy", Reasons.Health, "none")),
        SpecRow.Of(new Option<ulong>("health-retries", Flag.NoShort, "uint", "Failures in a row that make unhealthy", 0, ValueReaders.ReadUInt)
            { Unsupported = Reasons.Health, Aliases = ["healthcheck-retries"] }),
        SpecRow.Of(Text("health-start-period", "Time in which failures do not count", "healthcheck-start-period")),
        SpecRow.Of(Refused.Text("health-start-interval", "Time between two checks in the start period", Reasons.Health)),
        SpecRow.Of(Refused.Text("health-startup-cmd", "Command that checks whether the container has started", Reasons.Health, "")),
        SpecRow.Of(Refused.Text("health-startup-interval", "Time between two checks of the start", Reasons.Health)),
        SpecRow.Of(Refused.UInt("health-startup-retries", "Failures in a row after which the container is started again", Reasons.Health)),
        SpecRow.Of(Refused.UInt("health-startup-success", "Successes in a row that end the checks of the start", Reasons.Health)),
        SpecRow.Of(Refused.Text("health-startup-timeout", "Time after which a check of the start has failed", Reasons.Health)),
        SpecRow.Of(Text("health-timeout", "Time after which a check has failed", "healthcheck-timeout")),
        // Nothing to switch off: both ways are what happens.
        SpecRow.Of(Flag.Bool("no-healthcheck", Flag.NoShort, "Run no health checks"), static (spec, _) => spec),
    ];

    private static Option<string> Text(string name, string help, string alias, params string[] harmless) =>
        new(name, Flag.NoShort, "string", help, "", ValueReaders.ReadText) { Unsupported = Reasons.Health, Aliases = [alias], Harmless = harmless };
}
