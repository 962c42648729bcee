using System.Text.Json;
using Hull.Core;

namespace Hull.Oci;

/// <summary>
/// A manifest or an index as it travels: the raw bytes, their digest, their type, and what they say. Exactly one of
/// <see cref="Manifest"/> and <see cref="Index"/> is set.
/// </summary>
public sealed record ManifestDocument
{
    private ManifestDocument()
    {
    }

    /// <summary>The very bytes; never re-encoded.</summary>
    public required ReadOnlyMemory<byte> Raw { get; init; }

    /// <summary>The bytes' digest.</summary>
    public required Digest Digest { get; init; }

    /// <summary>One of the four manifest and index types.</summary>
    public required string MediaType { get; init; }

    /// <summary>What the bytes say, if they are one image's manifest.</summary>
    public Manifest? Manifest { get; private init; }

    /// <summary>What the bytes say, if they are an index or a manifest list.</summary>
    public ImageIndex? Index { get; private init; }

    /// <summary>Reads and validates a manifest or index of either family.</summary>
    /// <param name="raw">The bytes, at most <see cref="Documents.MaximumBytes"/>.</param>
    /// <param name="declared">The type that whoever handed them over claims (a Content-Type, a descriptor); null when nobody did.</param>
    /// <param name="what">What it is, for messages: "manifest of docker.io/library/x:latest".</param>
    /// <param name="algorithm">How <see cref="Digest"/> is made.</param>
    /// <exception cref="EngineException">Corrupt: not JSON, wrong types, a negative size, a manifest that is also an index, a type other than
    /// the declared one; Unsupported: schema 1.</exception>
    public static ManifestDocument Parse(
        ReadOnlyMemory<byte> raw, string? declared = null, string what = "manifest", DigestAlgorithm algorithm = DigestAlgorithm.Sha256)
    {
        if (raw.Length > Documents.MaximumBytes) throw Documents.Corrupt(what, $"{raw.Length} bytes, more than the {Documents.MaximumBytes} allowed");
        var shape = ManifestShape.Of(raw.Span, what);
        var mediaType = shape.Decide(declared, what);
        var document = new ManifestDocument { Raw = raw, Digest = Digest.Of(raw.Span, algorithm), MediaType = mediaType };
        if (MediaTypes.IsIndex(mediaType))
        {
            var index = Documents.Read(raw.Span, OciJson.Default.ImageIndex, what);
            Check(index.Manifests, what, "manifests");
            return document with { Index = index };
        }
        var manifest = Documents.Read(raw.Span, OciJson.Default.Manifest, what);
        Check(manifest.Layers, what, "layers");
        if (manifest.Config.Size < 0) throw Documents.Corrupt(what, "config.size is negative");
        return document with { Manifest = manifest };
    }

    /// <summary>Makes a document of a manifest composed here.</summary>
    public static ManifestDocument Of(Manifest manifest) =>
        Parse(JsonSerializer.SerializeToUtf8Bytes(manifest, OciJson.Plain.Manifest), manifest.MediaType);

    /// <summary>Makes a document of an index composed here.</summary>
    public static ManifestDocument Of(ImageIndex index) =>
        Parse(JsonSerializer.SerializeToUtf8Bytes(index, OciJson.Plain.ImageIndex), index.MediaType);

    private static void Check(IReadOnlyList<Descriptor> descriptors, string what, string field)
    {
        Documents.RefuseNulls(descriptors, what, field);
        for (var i = 0; i < descriptors.Count; i++)
        {
            if (descriptors[i].Size < 0) throw Documents.Corrupt(what, $"{field}[{i}].size is negative");
        }
    }
}
