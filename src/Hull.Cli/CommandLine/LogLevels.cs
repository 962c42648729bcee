using Hull.Core;
using Hull.Core.GoSyntax;
using Microsoft.Extensions.Logging;

namespace Hull.Cli.CommandLine;

/// <summary>The words of --log-level.</summary>
internal static class LogLevels
{
    /// <summary>The level that a command line asks for.</summary>
    /// <param name="invocation">The command line.</param>
    /// <exception cref="EngineException">InvalidArgument: the word is unknown, or --debug asks for another level.</exception>
    public static LogLevel Of(Invocation invocation)
    {
        var word = invocation.Get(ProgramOptions.LogLevel);
        if (invocation.Get(ProgramOptions.Debug))
        {
            if (invocation.Has(ProgramOptions.LogLevel)) throw new EngineException(ErrorKind.InvalidArgument, "setting --log-level and --debug is not allowed");
            word = "debug";
        }
        return word.ToLowerInvariant() switch
        {
            "trace" => LogLevel.Trace,
            "debug" => LogLevel.Debug,
            "info" => LogLevel.Information,
            "warn" or "warning" => LogLevel.Warning,
            "error" => LogLevel.Error,
            "fatal" or "panic" => LogLevel.Critical,
            _ => throw new EngineException(
                ErrorKind.InvalidArgument,
                $"Log Level {GoQuote.Text(word)} is not supported, choose from: trace, debug, info, warn, warning, error, fatal, panic"),
        };
    }
}
