using Microsoft.Extensions.Logging;

namespace Hull.Cli.Output;

/// <summary>What the program says of itself before and after a command.</summary>
internal static partial class CommandLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Program} filtering at log level {Level}")]
    public static partial void Filtering(this ILogger log, string program, string level);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Command} runs as process {Pid}")]
    public static partial void Called(this ILogger log, string command, int pid);

    [LoggerMessage(Level = LogLevel.Trace, Message = "arguments: {Arguments}")]
    public static partial void Arguments(this ILogger log, IReadOnlyList<string> arguments);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Shutting down engines")]
    public static partial void ShuttingDown(this ILogger log);
}
