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

    [LoggerMessage(Level = LogLevel.Debug, Message = "staging in {Path}")]
    public static partial void IngestBegun(ILogger logger, string path);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{What}: staged, blob {Blob}, diff-ID {DiffId}, {Size} bytes unpacked")]
    public static partial void LayerStaged(ILogger logger, string what, Digest blob, Digest diffId, long size);

    [LoggerMessage(Level = LogLevel.Debug, Message = "layer {DiffId}: placed at {Path}")]
    public static partial void LayerPlaced(ILogger logger, string path, Digest diffId);

    [LoggerMessage(Level = LogLevel.Debug, Message = "image {Id}: recorded, manifest {Manifest}")]
    public static partial void Recorded(ILogger logger, string id, Digest manifest);

    [LoggerMessage(Level = LogLevel.Debug, Message = "sweeping {Path}: its owner is gone")]
    public static partial void Sweeping(ILogger logger, string path);

    [LoggerMessage(Level = LogLevel.Debug, Message = "removed {Path}")]
    public static partial void Removed(ILogger logger, string path);

    [LoggerMessage(Level = LogLevel.Debug, Message = "image {Id}: deleted")]
    public static partial void Deleted(ILogger logger, string id);
}
