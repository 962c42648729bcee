using Microsoft.Extensions.Logging;

namespace Hull.Engine.Events;

/// <summary>What is said of events themselves.</summary>
internal static partial class EventsLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "unable to write {Type} {Status} event: {Reason}")]
    public static partial void LostEvent(this ILogger log, string type, string status, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "passing over a line of {Path} that is no event of this version")]
    public static partial void UnknownEvent(this ILogger log, string path);
}
