using Hull.Oci;

namespace Hull.Images.Transports;

/// <summary>Manifests for images that come without one, or leave in the other family.</summary>
internal static class ComposeManifest
{
    /// <summary>A Docker schema 2 manifest of layers as they are: what a docker-archive, which has none, stands for.</summary>
    public static ManifestDocument Docker(Digest config, long configSize, IReadOnlyList<StagedLayer> layers) =>
        Of(MediaTypes.DockerManifest, config, configSize, layers);

    /// <summary>An OCI manifest of layers as they are.</summary>
    public static ManifestDocument Oci(Digest config, long configSize, IReadOnlyList<StagedLayer> layers) =>
        Of(MediaTypes.OciManifest, config, configSize, layers);

    /// <summary>The same image in OCI's family: its very configuration and blobs under OCI's media types. The same document if it is one.</summary>
    /// <param name="document">One image's manifest.</param>
    /// <param name="compressionOf">How each layer's blob is compressed.</param>
    public static ManifestDocument Oci(ManifestDocument document, Func<Digest, LayerCompression> compressionOf)
    {
        if (document.MediaType == MediaTypes.OciManifest) return document;
        var manifest = document.Manifest!;
        return ManifestDocument.Of(manifest with
        {
            MediaType = MediaTypes.OciManifest,
            Config = manifest.Config with { MediaType = MediaTypes.OciConfig },
            Layers = [.. manifest.Layers.Select(layer => layer with { MediaType = MediaTypes.LayerOf(MediaTypes.OciManifest, compressionOf(layer.Digest)) })],
        });
    }

    private static ManifestDocument Of(string manifestType, Digest config, long configSize, IReadOnlyList<StagedLayer> layers) => ManifestDocument.Of(new Manifest
    {
        SchemaVersion = 2,
        MediaType = manifestType,
        Config = new Descriptor { MediaType = ConfigOf(manifestType), Digest = config, Size = configSize },
        Layers = [.. layers.Select(layer => new Descriptor { MediaType = MediaTypes.LayerOf(manifestType, layer.Compression), Digest = layer.Blob, Size = layer.BlobSize })],
    });

    private static string ConfigOf(string manifestType) => manifestType == MediaTypes.DockerManifest ? MediaTypes.DockerConfig : MediaTypes.OciConfig;
}
