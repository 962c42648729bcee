using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Hull.Engine.Json;

namespace Hull.Engine.Secrets;

/// <summary>What `secret inspect` tells of a secret.</summary>
public sealed record InspectedSecret
{
    /// <summary>How this record is written as JSON.</summary>
    [JsonIgnore] public static JsonTypeInfo<InspectedSecret> JsonType => SecretJson.Default.InspectedSecret;

    /// <summary>The id.</summary>
    [JsonPropertyName("ID")] public required string Id { get; init; }

    /// <summary>When it was made.</summary>
    [JsonPropertyName("CreatedAt")][JsonConverter(typeof(GoTimeConverter))] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last got other data.</summary>
    [JsonPropertyName("UpdatedAt")][JsonConverter(typeof(GoTimeConverter))] public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What was asked.</summary>
    [JsonPropertyName("Spec")] public required InspectedSecretSpec Spec { get; init; }

    /// <summary>What it keeps secret, where that was asked for.</summary>
    [JsonPropertyName("SecretData")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? SecretData { get; init; }

    /// <summary>The record as JSON.</summary>
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(this, JsonType);
}
