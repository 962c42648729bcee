using Hull.Cli.CommandLine;
using Hull.Cli.Options.Values;
using Hull.Engine.Containers;

namespace Hull.Cli.Options;

/// <summary>Where the container's output goes.</summary>
internal static class LoggingOptions
{
    /// <summary>The rows.</summary>
    public static readonly SpecRow[] Rows =
    [
        SpecRow.Of(Flag.Text("log-driver", Flag.NoShort, "Where output is logged (\"k8s-file\"|\"json-file\"|\"journald\"|\"none\"|\"passthrough\"|\"passthrough-tty\")", "k8s-file"),
            static (spec, value) => spec with { LogConfiguration = LogOf(spec) with { Driver = value } }),
        SpecRow.Of(Flag.Array("log-opt", Flag.NoShort, "Option of the log driver (name=value)"),
            static (spec, texts) => spec with { LogConfiguration = texts.Aggregate(LogOf(spec), LogText.AddTo) }),
    ];

    private static LogConfiguration LogOf(ContainerSpec spec) => spec.LogConfiguration ?? new LogConfiguration();
}
