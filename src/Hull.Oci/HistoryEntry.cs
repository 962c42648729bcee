using System.Text.Json.Serialization;

namespace Hull.Oci;

/// <summary>How one step of an image was made (image-spec, config.md, "history").</summary>
public sealed record HistoryEntry
{
    /// <summary>When; ticks of 100 ns, so finer digits are cut.</summary>
    [JsonPropertyName("created")] public DateTimeOffset? Created { get; init; }

    /// <summary>The command that made it.</summary>
    [JsonPropertyName("created_by")] public string? CreatedBy { get; init; }

    /// <summary>Who.</summary>
    [JsonPropertyName("author")] public string? Author { get; init; }

    /// <summary>A message.</summary>
    [JsonPropertyName("comment")] public string? Comment { get; init; }

    /// <summary>Whether the step made no layer.</summary>
    [JsonPropertyName("empty_layer")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool EmptyLayer { get; init; }
}
