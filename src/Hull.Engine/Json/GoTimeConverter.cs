using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hull.Engine.Json;

/// <summary>
/// A time as Go's encoding/json writes it: RFC 3339 with the fraction's trailing zeros left out, Z where the offset is none. Go's zero time
/// is .NET's smallest: 0001-01-01T00:00:00Z.
/// </summary>
internal sealed class GoTimeConverter : JsonConverter<DateTimeOffset>
{
    /// <summary>The text of a time.</summary>
    public static string Format(DateTimeOffset time) => time.ToString(
        time.Offset == TimeSpan.Zero ? "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(Format(value));
}
