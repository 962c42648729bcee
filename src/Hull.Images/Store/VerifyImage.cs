using Hull.Core;
using Hull.Oci;

namespace Hull.Images.Store;

/// <summary>Whether manifest, configuration and layers of a new image agree; checked before anything of it is recorded.</summary>
internal static class VerifyImage
{
    /// <summary>The image's configuration.</summary>
    /// <exception cref="EngineException">Corrupt: what disagrees.</exception>
    public static ImageConfig Check(NewImage image)
    {
        var what = $"image {image.Manifest.Digest}";
        var manifest = image.Manifest.Manifest ?? throw Corrupt(what, "an index is no image");
        var digest = Digest.Of(image.Config.Span, manifest.Config.Digest.Algorithm);
        if (digest != manifest.Config.Digest) throw Corrupt(what, $"its configuration has the digest {digest}, not {manifest.Config.Digest}");
        if (image.Config.Length != manifest.Config.Size) throw Corrupt(what, $"its configuration has {image.Config.Length} bytes, not {manifest.Config.Size}");
        var config = ImageConfig.Parse(image.Config.Span, $"config {digest}");
        if (manifest.Layers.Count != image.Layers.Count) throw Corrupt(what, $"{image.Layers.Count} layers where its manifest lists {manifest.Layers.Count}");
        if (config.RootFs.DiffIds.Count != image.Layers.Count)
            throw Corrupt(what, $"its manifest lists {image.Layers.Count} layers, its configuration {config.RootFs.DiffIds.Count}");
        for (var i = 0; i < image.Layers.Count; i++)
        {
            var (layer, listed, diffId) = (image.Layers[i], manifest.Layers[i], config.RootFs.DiffIds[i]);
            if (layer.Blob != listed.Digest) throw Corrupt(what, $"layer {i + 1} is {layer.Blob}, its manifest says {listed.Digest}");
            if (layer.BlobSize != listed.Size) throw Corrupt(what, $"layer {i + 1} has {layer.BlobSize} bytes, its manifest says {listed.Size}");
            if (layer.DiffId != diffId) throw Corrupt(what, $"layer {i + 1} unpacks to {layer.DiffId}, its configuration says {diffId}");
        }
        return config;
    }

    private static EngineException Corrupt(string what, string reason) => new(ErrorKind.Corrupt, $"{what}: {reason}");
}
