using Hull.Oci;

namespace Hull.Images.Registry;

/// <summary>How an image is pushed.</summary>
public sealed record PushOptions
{
    /// <summary><see cref="MediaTypes.OciManifest"/> or <see cref="MediaTypes.DockerManifest"/>; null keeps the image's own.</summary>
    public string? ManifestType { get; init; }

    /// <summary>How all layers are compressed; null keeps compressed ones as they are and compresses plain ones by gzip.</summary>
    public LayerCompression? Compression { get; init; }

    /// <summary>The compressor's level; null is its own default. 1 to 9 for gzip, 1 to 22 for zstd.</summary>
    public int? CompressionLevel { get; init; }

    /// <summary>Told of each step, by several threads; may be null.</summary>
    public Action<TransferEvent>? Watcher { get; init; }
}
