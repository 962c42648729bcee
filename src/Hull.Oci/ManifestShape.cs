using System.Text.Json;
using Hull.Core;

namespace Hull.Oci;

/// <summary>
/// What a manifest's top-level keys say it is, found out before it is read as one type: a document that can be read as two
/// (CVE-2021-41190), or whose keys differ only in case from known ones (Go's decoder would take them), is refused.
/// </summary>
internal readonly record struct ManifestShape
{
    private static readonly string[] _known =
        ["schemaVersion", "mediaType", "artifactType", "config", "layers", "manifests", "subject", "annotations", "fsLayers", "signatures"];

    private int? SchemaVersion { get; init; }

    private string? MediaType { get; init; }

    private bool HasConfig { get; init; }

    private bool HasLayers { get; init; }

    private bool HasManifests { get; init; }

    private bool HasFsLayers { get; init; }

    public static ManifestShape Of(ReadOnlySpan<byte> raw, string what)
    {
        try
        {
            var reader = new Utf8JsonReader(raw, new JsonReaderOptions { MaxDepth = 64 });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw Documents.Corrupt(what, "not a JSON object");
            var shape = default(ManifestShape);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName) shape = shape.With(ref reader, what);
            return shape;
        }
        catch (JsonException e)
        {
            throw new EngineException(ErrorKind.Corrupt, $"{what}: not valid JSON at byte {e.BytePositionInLine ?? 0} of line {(e.LineNumber ?? 0) + 1}", inner: e);
        }
    }

    // The type: what the document states, else what was declared, else what its keys say; all three must agree.
    public string Decide(string? declared, string what)
    {
        var stated = MediaType ?? Parameterless(declared);
        if (SchemaVersion == 1 || MediaTypes.IsSchema1(stated) || HasFsLayers)
        {
            throw new EngineException(
                ErrorKind.Unsupported,
                $"{what}: Docker image manifest schema 1 is not supported",
                "push the image again with a newer tool, for example `skopeo copy --format v2s2`");
        }
        if (SchemaVersion != 2) throw Documents.Corrupt(what, SchemaVersion is { } n ? $"schemaVersion is {n}, not 2" : "schemaVersion is missing");
        if (HasManifests && (HasLayers || HasConfig)) throw Documents.Corrupt(what, "it is a manifest and an index at once");
        if (!HasManifests && !(HasLayers && HasConfig)) throw Documents.Corrupt(what, "neither a manifest (config and layers) nor an index (manifests)");
        var type = stated ?? (HasManifests ? MediaTypes.OciIndex : MediaTypes.OciManifest);
        if (!MediaTypes.IsIndex(type) && !MediaTypes.IsManifest(type)) throw Documents.Corrupt(what, $"unsupported media type \"{OneLine.Of(type)}\"");
        if (MediaTypes.IsIndex(type) != HasManifests)
            throw Documents.Corrupt(what, HasManifests ? $"an index under the media type {type} of a manifest" : $"a manifest under the media type {type} of an index");
        if (Claims(declared) is { } claimed && claimed != type)
            throw Documents.Corrupt(what, $"declared as {OneLine.Of(claimed)} but it says {type}");
        return type;
    }

    private ManifestShape With(ref Utf8JsonReader reader, string what)
    {
        var key = reader.GetString()!;
        if (!_known.Contains(key) && _known.Contains(key, StringComparer.OrdinalIgnoreCase))
            throw Documents.Corrupt(what, $"the key \"{OneLine.Of(key)}\" differs from a known one only in case");
        reader.Read();
        var next = key switch
        {
            "schemaVersion" when reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var version) => this with { SchemaVersion = version },
            "mediaType" when reader.TokenType == JsonTokenType.String => this with { MediaType = reader.GetString() is { Length: > 0 } text ? text : null },
            "config" => this with { HasConfig = true },
            "layers" => this with { HasLayers = true },
            "manifests" => this with { HasManifests = true },
            "fsLayers" => this with { HasFsLayers = true },
            _ => this,
        };
        reader.Skip();
        return next;
    }

    // Registries and archives also hand documents over under types that say nothing.
    private static string? Claims(string? declared) =>
        Parameterless(declared) is { } type && (MediaTypes.IsManifest(type) || MediaTypes.IsIndex(type) || MediaTypes.IsSchema1(type)) ? type : null;

    private static string? Parameterless(string? declared)
    {
        var type = declared?.Split(';')[0].Trim();
        return string.IsNullOrEmpty(type) || type is "application/json" or "application/octet-stream" or "text/plain" ? null : type;
    }
}
