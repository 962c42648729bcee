using Microsoft.Extensions.Logging;

namespace Hull.Engine.Runtime;

/// <summary>What choosing and feeding the runtime says at debug level.</summary>
internal static partial class RuntimeLog
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "Using OCI runtime {Name} ({Path})")]
    public static partial void Found(ILogger logger, string name, string path);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Passing over crun: this host has hybrid cgroups, which crun refuses")]
    public static partial void CrunSkipped(ILogger logger);
}
