using Microsoft.Extensions.Logging;

namespace Hull.Engine.Runtime;

/// <summary>What choosing and feeding the runtime says at debug level.</summary>
internal static partial class RuntimeLog
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "Using OCI runtime {Name} ({Path})")]
    public static partial void Found(ILogger logger, string name, string path);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Passing over crun: this host has hybrid cgroups, which crun refuses")]
    public static partial void CrunSkipped(ILogger logger);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Seccomp filter of {Profile} taken from the cache")]
    public static partial void SeccompFromCache(ILogger logger, string profile);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Seccomp filter of {Profile} compiled: {Instructions} instructions")]
    public static partial void SeccompCompiled(ILogger logger, string profile, int instructions);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Seccomp profile {Profile} is left to {Runtime} to compile")]
    public static partial void SeccompByRuntime(ILogger logger, string profile, string runtime);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Seccomp: system call {Name} is unknown to libseccomp and has no rule")]
    public static partial void SeccompUnknownCall(ILogger logger, string name);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Seccomp cache {Path} is of another key or damaged: made anew")]
    public static partial void SeccompCacheWrong(ILogger logger, string path);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Seccomp cache {Path} cannot be read: {Reason}")]
    public static partial void SeccompCacheUnreadable(ILogger logger, string path, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Seccomp cache {Path} cannot be written: {Reason}")]
    public static partial void SeccompCacheUnwritable(ILogger logger, string path, string reason);
}
