using Hull.Linux;

namespace Hull.Images.Layers;

/// <summary>What unpacking a layer found. Paths are relative to the layer's root, without a leading slash; the root itself is ".".</summary>
public sealed record UnpackedLayer
{
    /// <summary>How many entries the archive has.</summary>
    public required long Entries { get; init; }

    /// <summary>The bytes of the uncompressed tar stream, padding and end marker included.</summary>
    public required long StreamBytes { get; init; }

    /// <summary>The bytes of file content that were written (holes don't count).</summary>
    public required long ContentBytes { get; init; }

    /// <summary>
    /// The directories that the layer implies but does not contain, parents first. They have mode 0755, owner 0:0 and time 0 until
    /// <see cref="ImpliedDirectories.CopyFrom"/> gives them what the parent layers say. Empty means that the tree does not depend on its
    /// parents.
    /// </summary>
    public required IReadOnlyList<RawPath> ImpliedDirectories { get; init; }

    /// <summary>The directories that hide what the parent layers have at their place.</summary>
    public required IReadOnlyList<RawPath> OpaqueDirectories { get; init; }

    /// <summary>How many whiteouts the layer has, each the removal of a path of the parent layers.</summary>
    public required long Whiteouts { get; init; }

    /// <summary>The device nodes that were left out (<see cref="UnpackOptions.SkipDevices"/>).</summary>
    public required IReadOnlyList<RawPath> SkippedDevices { get; init; }

    /// <summary>
    /// The extended attributes that were left out, by name, with how often: the file system doesn't take them, or they belong to the host
    /// (security.selinux, whose labels come from the container's mount).
    /// </summary>
    public required IReadOnlyDictionary<string, int> SkippedXattrs { get; init; }
}
