using Hull.Core;
using Hull.Oci;

namespace Hull.Images.Store;

/// <summary>Whether manifest, configuration and layers of a new image agree; checked before anything of it is recorded.</summary>
internal static class VerifyImage
{
    /// <summary>Whether a manifest is a container image's, with layers that can be unpacked; before anything that it lists is read.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="what">Its name, for messages.</param>
    /// <exception cref="EngineException">Unsupported: an artifact, or a layer of another kind.</exception>
    public static void CheckTypes(Manifest manifest, string what)
    {
        if (!MediaTypes.IsConfig(manifest.Config.MediaType))
            throw new EngineException(ErrorKind.Unsupported, $"{what}: no container image but an artifact of type {OneLine.Of(manifest.ArtifactType ?? manifest.Config.MediaType)}");
        foreach (var layer in manifest.Layers)
        {
            if (!MediaTypes.IsLayer(layer.MediaType))
                throw new EngineException(ErrorKind.Unsupported, $"{what}: layer {layer.Digest} has the unsupported media type {OneLine.Of(layer.MediaType)}");
        }
    }

    /// <summary>Whether a manifest and its configuration list equally many layers; before the layers are read.</summary>
    /// <exception cref="EngineException">Corrupt: they do not.</exception>
    public static void CheckCount(Manifest manifest, ImageConfig config, string what)
    {
        if (config.RootFs.DiffIds.Count != manifest.Layers.Count)
            throw Corrupt(what, $"its manifest lists {manifest.Layers.Count} layers, its configuration {config.RootFs.DiffIds.Count}");
    }

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
        CheckCount(manifest, config, what);
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
