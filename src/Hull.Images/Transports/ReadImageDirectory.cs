using Hull.Oci;

namespace Hull.Images.Transports;

/// <summary>Reads the one image of a dir: directory: manifest.json and files named by digest (containers-transports(5); "version" says which layout).</summary>
internal sealed class ReadImageDirectory(IFileSource source)
{
    public const string VersionFile = "version";
    public const string ManifestFile = "manifest.json";
    public const string Version = "Directory Transport Version: 1.1\n";

    /// <summary>The file that holds a blob: its hex alone; with the algorithm in front where it is not sha256.</summary>
    public static string BlobFile(Digest digest) => digest.Algorithm == DigestAlgorithm.Sha256 ? digest.Hex : $"{digest.AlgorithmName}-{digest.Hex}";

    public IReadOnlyList<ArchivedImage> Read()
    {
        var what = $"{source.What}: {ManifestFile}";
        var document = ManifestDocument.Parse(source.ReadDocument(ManifestFile), null, what);
        if (document.Index is { } index)
        {
            var descriptor = index.For(Platform.Host)
                ?? throw new Core.EngineException(Core.ErrorKind.NotFound, $"{what}: no image for {Platform.Host} in it");
            // `skopeo copy --all` writes the platforms' manifests beside the index.
            var file = $"{BlobFile(descriptor.Digest)}.{ManifestFile}";
            document = ManifestDocument.Parse(source.ReadBlob(file, descriptor.Digest), descriptor.MediaType, $"{source.What}: {file}", descriptor.Digest.Algorithm);
            if (document.Manifest is null) throw FileSources.Corrupt(source, file, "an index inside an index");
        }
        return [ReadManifestImage.Read(source, document, BlobFile, what)];
    }
}
