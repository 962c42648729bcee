using System.Text.Json.Serialization;

namespace Hull.Engine.Systemwide;

/// <summary>How many images there are.</summary>
public sealed record InfoImageStore
{
    /// <summary>All.</summary>
    [JsonPropertyName("number")] public int Number { get; init; }
}
