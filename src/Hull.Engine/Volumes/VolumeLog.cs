using Microsoft.Extensions.Logging;

namespace Hull.Engine.Volumes;

/// <summary>What the verbs on volumes say of each effect at debug level.</summary>
internal static partial class VolumeLog
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "Recording volume {Name}")]
    public static partial void Recording(ILogger logger, string name);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Mounting volume {Name}: mount {Arguments}")]
    public static partial void Mounting(ILogger logger, string name, string arguments);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Unmounting volume {Name}")]
    public static partial void Unmounting(ILogger logger, string name);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Filling volume {Name} with what the image has at {Target}")]
    public static partial void Filling(ILogger logger, string name, string target);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Giving volume {Name} to {Uid}:{Gid}")]
    public static partial void GivingTo(ILogger logger, string name, uint uid, uint gid);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Deleting volume {Name}")]
    public static partial void Deleting(ILogger logger, string name);
}
