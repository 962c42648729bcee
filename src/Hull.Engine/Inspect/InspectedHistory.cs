using System.Text.Json.Serialization;

namespace Hull.Engine.Inspect;

/// <summary>One step in an inspected image's history. What it does not say is left out.</summary>
public sealed record InspectedHistory
{
    /// <summary>When.</summary>
    [JsonPropertyName("created")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public DateTimeOffset? Created { get; init; }

    /// <summary>The command.</summary>
    [JsonPropertyName("created_by")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? CreatedBy { get; init; }

    /// <summary>Who.</summary>
    [JsonPropertyName("author")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Author { get; init; }

    /// <summary>A message.</summary>
    [JsonPropertyName("comment")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Comment { get; init; }

    /// <summary>Whether the step made no layer.</summary>
    [JsonPropertyName("empty_layer")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool EmptyLayer { get; init; }
}
