using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Hull.Engine.Systemwide;

/// <summary>What `version` tells.</summary>
public sealed record VersionReport
{
    /// <summary>How this record is written as JSON.</summary>
    [JsonIgnore] public static JsonTypeInfo<VersionReport> JsonType => InfoJson.Default.VersionReport;

    /// <summary>This program.</summary>
    [JsonPropertyName("Client")] public required InfoVersion Client { get; init; }

    /// <summary>The service that it talks to; left out without one.</summary>
    [JsonPropertyName("Server")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public InfoVersion? Server { get; init; }
}
