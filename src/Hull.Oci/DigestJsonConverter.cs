using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hull.Oci;

/// <summary>A digest is a JSON string in its text form; anything else fails the document at that very place.</summary>
public sealed class DigestJsonConverter : JsonConverter<Digest>
{
    /// <inheritdoc/>
    public override Digest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String && Digest.TryParse(reader.GetString(), out var digest)) return digest;
        throw new JsonException("not a digest (sha256:… or sha512:…)");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Digest value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
