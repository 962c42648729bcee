using Hull.Core;
using Hull.Images.Store;
using Hull.Oci;

namespace Hull.Images.Transports;

/// <summary>From a manifest to the image that it describes, its configuration read and both checked against one another.</summary>
internal static class ReadManifestImage
{
    /// <param name="source">Where its blobs lie.</param>
    /// <param name="document">One image's manifest.</param>
    /// <param name="fileOf">Which file holds a blob.</param>
    /// <param name="what">The manifest's name, for messages.</param>
    public static ArchivedImage Read(IFileSource source, ManifestDocument document, Func<Digest, string> fileOf, string what)
    {
        var manifest = document.Manifest!;
        VerifyImage.CheckTypes(manifest, what);
        var file = fileOf(manifest.Config.Digest);
        var bytes = source.ReadBlob(file, manifest.Config.Digest);
        var config = ImageConfig.Parse(bytes, $"{source.What}: {file}");
        if (config.RootFs.DiffIds.Count != manifest.Layers.Count)
            throw new EngineException(ErrorKind.Corrupt, $"{what}: it lists {manifest.Layers.Count} layers, its configuration {config.RootFs.DiffIds.Count}");
        return new ArchivedImage
        {
            Manifest = document,
            ConfigBytes = bytes,
            Config = config,
            Layers = [.. manifest.Layers.Select(layer => new ArchivedLayer(fileOf(layer.Digest), layer.Digest, layer.Size))],
            Names = [],
        };
    }
}
