using Hull.Core.GoSyntax;
using Microsoft.Extensions.Logging;

namespace Hull.Cli.CommandLine;

/// <summary>The words of --log-level.</summary>
internal static class LogLevels
{
    /// <summary>The level that a command line asks for, or what is wrong with it, in Podman's words.</summary>
    /// <param name="invocation">The command line.</param>
    public static (LogLevel Level, string? Complaint) Of(Invocation invocation)
    {
        var word = invocation.Get(ProgramOptions.LogLevel);
        if (invocation.Get(ProgramOptions.Debug))
            return invocation.Has(ProgramOptions.LogLevel) ? (default, "Setting --log-level and --debug is not allowed") : (LogLevel.Debug, null);
        return LevelOf(word) is { } level
            ? (level, null)
            : (default, $"Log Level {GoQuote.Text(word)} is not supported, choose from: trace, debug, info, warn, warning, error, fatal, panic");
    }

    private static LogLevel? LevelOf(string word) => word.ToLowerInvariant() switch
    {
        "trace" => LogLevel.Trace,
        "debug" => LogLevel.Debug,
        "info" => LogLevel.Information,
        "warn" or "warning" => LogLevel.Warning,
        "error" => LogLevel.Error,
        "fatal" or "panic" => LogLevel.Critical,
        _ => null,
    };
}
