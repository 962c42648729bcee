namespace Hull.Images.Layers;

/// <summary>What an unpacked layer may look like, and how much of it is too much.</summary>
public sealed record UnpackOptions
{
    /// <summary>The options of an engine that runs as root, with the default caps.</summary>
    public static UnpackOptions Default { get; } = new();

    /// <summary>Write overlay's marks as <c>user.overlay.*</c> (mount option userxattr, rootless) instead of <c>trusted.overlay.*</c>.</summary>
    public bool UserXattr { get; init; }

    /// <summary>Skip and count block and character devices, which only the real root may make. Set when rootless.</summary>
    public bool SkipDevices { get; init; }

    /// <summary>The most entries, implied directories included, that a layer may have.</summary>
    public long MaxEntries { get; init; } = 8_000_000;

    /// <summary>The most bytes that the uncompressed tar stream may have.</summary>
    public long MaxBytes { get; init; } = 1L << 40;

    /// <summary>The size in bytes of the compressed blob that the stream comes from, or 0 when unknown; <see cref="MaxRatio"/> needs it.</summary>
    public long CompressedBytes { get; init; }

    /// <summary>How many times larger than <see cref="CompressedBytes"/> the stream may be once it has passed <see cref="RatioFloor"/>.</summary>
    public int MaxRatio { get; init; } = 512;

    /// <summary>Streams up to this many bytes are never refused for their ratio: a small layer of zeros is no bomb.</summary>
    public long RatioFloor { get; init; } = 4L << 30;
}
