using Microsoft.Extensions.Logging;

namespace Hull.Engine.Systemwide;

/// <summary>What verbs on the engine as a whole say.</summary>
internal static partial class SystemLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "info says nothing of the {What}: {Reason}")]
    public static partial void NotTold(this ILogger log, string what, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "changing the runtime of container {Name} to {Runtime}")]
    public static partial void ChangingRuntime(this ILogger log, string name, string runtime);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Database} cannot be read, its containers are ended by what their runtimes know: {Reason}")]
    public static partial void ResettingUnread(this ILogger log, string database, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "keeping the empty directory {Path}: {Reason}")]
    public static partial void KeepingDirectory(this ILogger log, string path, string reason);
}
