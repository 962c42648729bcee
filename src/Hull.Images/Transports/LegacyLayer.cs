using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hull.Images.Transports;

/// <summary>The "json" file of a layer's directory in a docker-archive, as engines before 1.10 read it: id, parent, and at the top what the image says.</summary>
internal static class LegacyLayer
{
    private static readonly string[] _fromConfig = ["architecture", "config", "container", "container_config", "created", "docker_version", "os"];

    /// <param name="id">The layer's id: 64 hexadecimal digits.</param>
    /// <param name="parent">The id of the layer below, or null.</param>
    /// <param name="config">The image's configuration for the topmost layer, else empty.</param>
    public static byte[] Json(string id, string? parent, ReadOnlyMemory<byte> config)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString("id", id);
            if (parent is not null) writer.WriteString("parent", parent);
            if (!config.IsEmpty) CopyConfig(writer, config);
            writer.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    private static void CopyConfig(Utf8JsonWriter writer, ReadOnlyMemory<byte> config)
    {
        using var document = JsonDocument.Parse(config);
        foreach (var key in _fromConfig)
        {
            if (!document.RootElement.TryGetProperty(key, out var value)) continue;
            writer.WritePropertyName(key);
            value.WriteTo(writer);
        }
    }
}
