using Microsoft.Extensions.Logging;

namespace Hull.Engine.Health;

/// <summary>What health checks say.</summary>
internal static partial class HealthMessages
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "starting the clock of the health checks of container {Id}")]
    public static partial void StartingHealthClock(this ILogger log, string id);

    [LoggerMessage(Level = LogLevel.Debug, Message = "health checks without a timer of systemd: {Reason}")]
    public static partial void NoHealthTimer(this ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "health check of container {Name}: exit code {Code}: {Output}")]
    public static partial void HealthChecked(this ILogger log, string name, int code, string output);

    [LoggerMessage(Level = LogLevel.Debug, Message = "container {Name} is unhealthy: {Action}")]
    public static partial void ActingOnHealth(this ILogger log, string name, HealthAction action);
}
