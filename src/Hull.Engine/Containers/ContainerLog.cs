using Microsoft.Extensions.Logging;

namespace Hull.Engine.Containers;

/// <summary>The debug lines of this room: each effect on the kernel, before it is made.</summary>
internal static partial class ContainerLog
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "mounting overlay of {Layers} layers on {Target}")]
    public static partial void MountingOverlay(this ILogger log, int layers, string target);

    [LoggerMessage(Level = LogLevel.Debug, Message = "binding {Source} on {Target}")]
    public static partial void Binding(this ILogger log, string source, string target);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Refusal}; fuse-overlayfs takes the kernel's place")]
    public static partial void FallingBackToFuse(this ILogger log, string refusal);

    [LoggerMessage(Level = LogLevel.Debug, Message = "unmounting {Target}")]
    public static partial void Unmounting(this ILogger log, string target);

    [LoggerMessage(Level = LogLevel.Debug, Message = "writing {Path}")]
    public static partial void Writing(this ILogger log, string path);

    [LoggerMessage(Level = LogLevel.Debug, Message = "deleting {Path}")]
    public static partial void DeletingFiles(this ILogger log, string path);

    [LoggerMessage(Level = LogLevel.Debug, Message = "recording container {Name} ({Id})")]
    public static partial void Recording(this ILogger log, string name, string id);

    [LoggerMessage(Level = LogLevel.Debug, Message = "sending {Signal} to process {Pid} of container {Name}")]
    public static partial void SendingSignal(this ILogger log, string signal, int pid, string name);

    [LoggerMessage(Level = LogLevel.Warning, Message = "StopSignal {Signal} failed to stop container {Name} in {Seconds} seconds, resorting to SIGKILL")]
    public static partial void StopTimedOut(this ILogger log, string signal, string name, uint seconds);

    [LoggerMessage(Level = LogLevel.Debug, Message = "image {Name} stays: {Reason}")]
    public static partial void ImageStays(this ILogger log, string name, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "telling {Message} to {Socket}")]
    public static partial void TellingReadiness(this ILogger log, string message, string socket);

    [LoggerMessage(Level = LogLevel.Debug, Message = "starting container {Name} again, for the {Count}. time")]
    public static partial void Restarting(this ILogger log, string name, uint count);

    [LoggerMessage(Level = LogLevel.Debug, Message = "container {Name} ended with code {Code}")]
    public static partial void Ended(this ILogger log, string name, int code);

    [LoggerMessage(Level = LogLevel.Debug, Message = "sweeping what a killed command left of container {Id}")]
    public static partial void Sweeping(this ILogger log, string id);

    [LoggerMessage(Level = LogLevel.Debug, Message = "container {Id} has been taken down already, by conmon's exit command or another client")]
    public static partial void TakenDownElsewhere(this ILogger log, string id);

    [LoggerMessage(Level = LogLevel.Debug, Message = "ended {Count} processes that were making container {Id} for a command that was killed")]
    public static partial void EndedHalfMade(this ILogger log, string id, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "Path {Source} of {File} doesn't exist, skipping")]
    public static partial void MissingDefaultMount(this ILogger log, string source, string file);

    [LoggerMessage(Level = LogLevel.Debug, Message = "no mapped mounts of layers here: {Refusal}")]
    public static partial void CannotMapIds(this ILogger log, string refusal);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Warning}")]
    public static partial void Warn(this ILogger log, string warning);

    [LoggerMessage(Level = LogLevel.Debug, Message = "name {Name} is taken, trying another")]
    public static partial void NameTaken(this ILogger log, string name);

    [LoggerMessage(Level = LogLevel.Warning, Message = "passing over a line of {Path} that is no log line")]
    public static partial void BadLogLine(this ILogger log, string path);
}
