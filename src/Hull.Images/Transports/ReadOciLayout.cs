using Hull.Core;
using Hull.Oci;

namespace Hull.Images.Transports;

/// <summary>Reads the images of an OCI layout (image-spec, image-layout.md), directory or archive.</summary>
internal sealed class ReadOciLayout(IFileSource source)
{
    public const string LayoutFile = "oci-layout";
    public const string IndexFile = "index.json";
    public const string RefName = "org.opencontainers.image.ref.name";

    // containerd's and BuildKit's, which puts only the tag into the standard one.
    private const string ContainerdName = "io.containerd.image.name";

    // An index may point to an index (one level is what tools write); more is somebody playing.
    private const int MaximumDepth = 4;

    /// <summary>The images: the one that a name or number selects, else all.</summary>
    /// <param name="selector">A ref.name, "@" and an index into index.json, or null.</param>
    public IReadOnlyList<ArchivedImage> Read(string? selector)
    {
        var index = ManifestDocument.Parse(source.ReadDocument(IndexFile), MediaTypes.OciIndex, $"{source.What}: {IndexFile}").Index!;
        var chosen = Choose(index, selector);
        if (chosen.Count == 0) throw FileSources.Corrupt(source, IndexFile, "it lists no image");
        return [.. chosen.Select(descriptor => Image(descriptor, descriptor, 0))];
    }

    /// <summary>The file that holds a blob.</summary>
    public static string BlobFile(Digest digest) => $"blobs/{digest.AlgorithmName}/{digest.Hex}";

    private IReadOnlyList<Descriptor> Choose(ImageIndex index, string? selector)
    {
        if (selector is null)
        {
            // Several manifests without a name are one image for several platforms.
            if (index.Manifests.Count <= 1 || index.Manifests.Any(manifest => NameOf(manifest) is not null)) return index.Manifests;
            return [For(index, IndexFile)];
        }
        if (selector[0] == '@')
        {
            var number = int.Parse(selector.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture);
            return number < index.Manifests.Count
                ? [index.Manifests[number]]
                : throw new EngineException(ErrorKind.NotFound, $"{source.What}: no image {selector}: {IndexFile} lists {index.Manifests.Count}");
        }
        var named = index.Manifests.Where(manifest => manifest.Annotations?.GetValueOrDefault(RefName) == selector || NameOf(manifest) == selector).Take(1).ToList();
        return named.Count == 1 ? named : throw new EngineException(ErrorKind.NotFound, $"{source.What}: no image named \"{OneLine.Of(selector)}\" in it");
    }

    private ArchivedImage Image(Descriptor descriptor, Descriptor named, int depth)
    {
        var file = BlobFile(descriptor.Digest);
        var what = $"{source.What}: {file}";
        // A descriptor's type is a promise of what the blob is (descriptor.md): one that promises no image is not looked into.
        if (!MediaTypes.IsManifest(descriptor.MediaType) && !MediaTypes.IsIndex(descriptor.MediaType))
            throw new EngineException(ErrorKind.Unsupported, $"{what}: it is listed with the unsupported media type {OneLine.Of(descriptor.MediaType)}");
        var bytes = source.ReadBlob(file, descriptor.Digest);
        if (bytes.Length != descriptor.Size) throw FileSources.Corrupt(source, file, $"{bytes.Length} bytes where {descriptor.Size} belong");
        var document = ManifestDocument.Parse(bytes, descriptor.MediaType, what, descriptor.Digest.Algorithm);
        if (document.Index is { } index)
        {
            if (depth == MaximumDepth) throw FileSources.Corrupt(source, file, "indexes are nested too deep");
            return Image(For(index, file), named, depth + 1);
        }
        return ReadManifestImage.Read(source, document, BlobFile, what) with { Names = Names(named) };
    }

    private Descriptor For(ImageIndex index, string file) => index.For(Platform.Host)
        ?? throw new EngineException(ErrorKind.NotFound, $"{source.What}: {file}: no image for {Platform.Host} in it");

    private static IReadOnlyList<ImageReference> Names(Descriptor descriptor) =>
        // A bare tag or other text that is no name is no reason to refuse the image: it stays unnamed, as with Podman's path transports.
        NameOf(descriptor) is { } text && ImageName.TryParse(text, out var name) && name.AsLocal() is { Tag: not null } reference ? [reference] : [];

    private static string? NameOf(Descriptor descriptor) =>
        descriptor.Annotations?.GetValueOrDefault(ContainerdName) is { Length: > 0 } full ? full
        : descriptor.Annotations?.GetValueOrDefault(RefName) is { Length: > 0 } name ? name : null;
}
