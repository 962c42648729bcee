using System.Globalization;
using Hull.Oci;

namespace Hull.Images;

/// <summary>An image in the store, as `images` and `inspect` show it and `create` takes it: a snapshot, read in one piece.</summary>
public sealed record ImageRecord
{
    private ImageConfig? _config;

    /// <summary>The id: the configuration's digest without its algorithm, 64 hexadecimal digits (128 where the image uses sha512).</summary>
    public required string Id { get; init; }

    /// <summary>The digest of the manifest it came with (of the latest, if it came more than once).</summary>
    public required Digest Digest { get; init; }

    /// <summary>The digests of all manifests it came with, <see cref="Digest"/> first.</summary>
    public required IReadOnlyList<Digest> Digests { get; init; }

    /// <summary>The media type of the manifest <see cref="Digest"/>.</summary>
    public required string ManifestType { get; init; }

    /// <summary>Its names, in the order in which they were given; empty for a dangling image.</summary>
    public required IReadOnlyList<ImageReference> Names { get; init; }

    /// <summary>The full names it ever had, newest first.</summary>
    public required IReadOnlyList<string> NamesHistory { get; init; }

    /// <summary>The configuration's very bytes.</summary>
    public required ReadOnlyMemory<byte> ConfigBytes { get; init; }

    /// <summary>Bytes: the plain tars of all layers, the configuration and the manifest.</summary>
    public required long Size { get; init; }

    /// <summary>When it came into the store.</summary>
    public required DateTimeOffset Arrived { get; init; }

    /// <summary>Its layers, lowest first.</summary>
    public required IReadOnlyList<ImageLayer> Layers { get; init; }

    /// <summary>What the configuration says; read from <see cref="ConfigBytes"/> on first use.</summary>
    public ImageConfig Config => _config ??= ImageConfig.Parse(ConfigBytes.Span, $"config of image {Id}");

    /// <summary>When the image was made; the Unix epoch where it does not say.</summary>
    public DateTimeOffset Created => Config.Created ?? DateTimeOffset.UnixEpoch;

    /// <summary>The first twelve digits of the id, as listings show it.</summary>
    public string ShortId => Id[..12];

    /// <summary>Whether no name points to it.</summary>
    public bool IsDangling => Names.Count == 0;

    /// <summary>The names with a tag, as text: inspect's RepoTags.</summary>
    public IReadOnlyList<string> RepoTags => [.. Names.Where(name => name.Tag is not null).Select(name => name.ToString())];

    /// <summary>Each repository it is named in with each digest it came with, as text: inspect's RepoDigests.</summary>
    public IReadOnlyList<string> RepoDigests =>
    [
        .. from repository in Names.Select(name => name.Repository).Distinct()
           from digest in Digests
           select string.Create(CultureInfo.InvariantCulture, $"{repository}@{digest}"),
    ];

    /// <summary>What it says of a container of it; never null.</summary>
    public ContainerDefaults Defaults => Config.Config ?? new ContainerDefaults();
}
