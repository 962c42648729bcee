using Hull.Core;
using Hull.Images.Store;
using Hull.Oci;

namespace Hull.Images.Transports;

/// <summary>An image on its way out: its manifest, its configuration, and its blobs as streams.</summary>
internal sealed class StoredImage
{
    private readonly ImageStore _store;
    private readonly Dictionary<Digest, StagedLayer> _layers;

    public StoredImage(ImageStore store, SavedImage saved)
    {
        _store = store;
        Record = saved.Image;
        Names = saved.Names;
        Manifest = store.Manifest(saved.Image);
        _layers = Manifest.Manifest!.Layers.DistinctBy(layer => layer.Digest).ToDictionary(
            layer => layer.Digest,
            layer => BlobRows.ByDigest(store.Database, layer.Digest) ?? throw ImageStore.NotKnown(saved.Image.Id));
    }

    public ImageRecord Record { get; }

    public IReadOnlyList<ImageReference> Names { get; }

    public ManifestDocument Manifest { get; }

    public Digest ConfigDigest => Manifest.Manifest!.Config.Digest;

    /// <summary>The layers, lowest first.</summary>
    public IReadOnlyList<StagedLayer> Layers => [.. Manifest.Manifest!.Layers.Select(layer => _layers[layer.Digest])];

    /// <summary>The manifest in OCI's media types, its blobs as they are.</summary>
    public ManifestDocument OciManifest => ComposeManifest.Oci(Manifest, digest => _layers[digest].Compression);

    /// <summary>The manifest in Docker's media types. Docker has no zstd: such layers are listed as the plain tars that <see cref="OpenForDocker"/> gives.</summary>
    public ManifestDocument DockerManifest => Manifest.MediaType == MediaTypes.DockerManifest && !Layers.Any(GoesPlain)
        ? Manifest
        : ComposeManifest.Docker(ConfigDigest, Record.ConfigBytes.Length, [.. Layers.Select(ForDocker)]);

    /// <summary>A layer as the Docker manifest lists it.</summary>
    public static StagedLayer ForDocker(StagedLayer layer) =>
        GoesPlain(layer) ? layer with { Blob = layer.DiffId, BlobSize = layer.Size, Compression = LayerCompression.None } : layer;

    /// <summary>A layer's bytes as the Docker manifest lists them.</summary>
    public Stream OpenForDocker(StagedLayer layer) => GoesPlain(layer) ? OpenTar(layer) : OpenBlob(layer);

    /// <summary>The bytes of a layer's blob, verified as they are read.</summary>
    public Stream OpenBlob(StagedLayer layer) => new VerifyingStream(Open(layer), layer.Blob, $"layer {layer.Blob} of image {Record.ShortId}");

    /// <summary>The bytes of a layer's plain tar, verified as they are read.</summary>
    public Stream OpenTar(StagedLayer layer)
    {
        var what = $"layer {layer.Blob} of image {Record.ShortId}";
        return new VerifyingStream(Decompression.Open(Open(layer), what, out _), layer.DiffId, what);
    }

    private static bool GoesPlain(StagedLayer layer) => layer.Compression == LayerCompression.Zstd;

    private FileStream Open(StagedLayer layer)
    {
        var path = _store.Layout.Blob(layer.Blob);
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        }
        catch (FileNotFoundException e)
        {
            throw new EngineException(ErrorKind.Corrupt, $"image {Record.ShortId}: blob {layer.Blob} is missing in the store", "remove the image with `hull rmi` and load or pull it again", e);
        }
    }
}
