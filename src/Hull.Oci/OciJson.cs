using System.Text.Json.Serialization;

namespace Hull.Oci;

/// <summary>
/// The source-generated JSON of image documents. Strict where Go's decoder is lax and attackers gain by the difference: no comments, no
/// trailing commas, no duplicate keys, null only where a field may be absent.
/// </summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    MaxDepth = 64,
    WriteIndented = false)]
[JsonSerializable(typeof(Manifest))]
[JsonSerializable(typeof(ImageIndex))]
[JsonSerializable(typeof(ImageConfig))]
[JsonSerializable(typeof(Descriptor))]
internal sealed partial class OciJson : JsonSerializerContext;
