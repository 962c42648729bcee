using Hull.Oci;
using Microsoft.Extensions.Logging;

namespace Hull.Images.Store;

/// <summary>What the store tells at debug level: each effect on the disk and on the rows.</summary>
internal static partial class StoreLog
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "image {Id}: named {Name}")]
    public static partial void Tagged(ILogger logger, string id, ImageReference name);

    [LoggerMessage(Level = LogLevel.Debug, Message = "image {Id}: no longer named {Name}")]
    public static partial void Untagged(ILogger logger, string id, ImageReference name);
}
