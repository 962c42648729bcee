using System.Text.Encodings.Web;
using System.Text.Json;
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
[JsonSerializable(typeof(ContainerDefaults))]
[JsonSerializable(typeof(Descriptor))]
internal sealed partial class OciJson : JsonSerializerContext
{
    // Made on first use: the generated part's own statics must come first.
    private static readonly Lazy<OciJson> _plain = new(() => new OciJson(new JsonSerializerOptions(Default!.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    }));

    /// <summary>
    /// For writing: the plus of media types and the quotation marks of commands stand as they are, as in every other tool's documents. The
    /// text never goes into a web page.
    /// </summary>
    public static OciJson Plain => _plain.Value;
}
