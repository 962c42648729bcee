namespace Hull.Oci;

/// <summary>The media types of images: OCI (image-spec, media-types.md) and Docker's schema 2.</summary>
public static class MediaTypes
{
#pragma warning disable CS1591 // The constants are named as the specification names them.
    public const string OciManifest = "application/vnd.oci.image.manifest.v1+json";
    public const string OciIndex = "application/vnd.oci.image.index.v1+json";
    public const string OciConfig = "application/vnd.oci.image.config.v1+json";
    public const string OciLayer = "application/vnd.oci.image.layer.v1.tar";
    public const string OciLayerGzip = "application/vnd.oci.image.layer.v1.tar+gzip";
    public const string OciLayerZstd = "application/vnd.oci.image.layer.v1.tar+zstd";
    public const string OciForeignLayer = "application/vnd.oci.image.layer.nondistributable.v1.tar";
    public const string OciForeignLayerGzip = "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip";
    public const string OciForeignLayerZstd = "application/vnd.oci.image.layer.nondistributable.v1.tar+zstd";
    public const string OciEmpty = "application/vnd.oci.empty.v1+json";

    public const string DockerManifest = "application/vnd.docker.distribution.manifest.v2+json";
    public const string DockerManifestList = "application/vnd.docker.distribution.manifest.list.v2+json";
    public const string DockerConfig = "application/vnd.docker.container.image.v1+json";
    public const string DockerLayer = "application/vnd.docker.image.rootfs.diff.tar";
    public const string DockerLayerGzip = "application/vnd.docker.image.rootfs.diff.tar.gzip";
    public const string DockerLayerZstd = "application/vnd.docker.image.rootfs.diff.tar.zstd";
    public const string DockerForeignLayer = "application/vnd.docker.image.rootfs.foreign.diff.tar";
    public const string DockerForeignLayerGzip = "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip";

    public const string DockerSchema1 = "application/vnd.docker.distribution.manifest.v1+json";
    public const string DockerSchema1Signed = "application/vnd.docker.distribution.manifest.v1+prettyjws";
#pragma warning restore CS1591

    /// <summary>Whether it names one image's manifest, OCI or Docker.</summary>
    public static bool IsManifest(string? mediaType) => mediaType is OciManifest or DockerManifest;

    /// <summary>Whether it names an OCI index or a Docker manifest list.</summary>
    public static bool IsIndex(string? mediaType) => mediaType is OciIndex or DockerManifestList;

    /// <summary>Whether it names the retired schema 1, which has no content digests for its layers' contents.</summary>
    public static bool IsSchema1(string? mediaType) => mediaType is DockerSchema1 or DockerSchema1Signed;

    /// <summary>Whether it names an image's configuration, OCI or Docker.</summary>
    public static bool IsConfig(string? mediaType) => mediaType is OciConfig or DockerConfig;

    /// <summary>Whether it names a file system layer (a tar, whatever its compression, foreign ones among them).</summary>
    public static bool IsLayer(string? mediaType) => mediaType is
        OciLayer or OciLayerGzip or OciLayerZstd or OciForeignLayer or OciForeignLayerGzip or OciForeignLayerZstd or
        DockerLayer or DockerLayerGzip or DockerLayerZstd or DockerForeignLayer or DockerForeignLayerGzip;

    /// <summary>The layer type of a manifest's family and a compression.</summary>
    /// <param name="manifestType"><see cref="OciManifest"/> or <see cref="DockerManifest"/>.</param>
    /// <param name="compression">How the blob is compressed.</param>
    public static string LayerOf(string manifestType, LayerCompression compression) => (manifestType, compression) switch
    {
        (DockerManifest, LayerCompression.None) => DockerLayer,
        (DockerManifest, LayerCompression.Gzip) => DockerLayerGzip,
        (DockerManifest, _) => DockerLayerZstd,
        (_, LayerCompression.None) => OciLayer,
        (_, LayerCompression.Gzip) => OciLayerGzip,
        _ => OciLayerZstd,
    };
}
