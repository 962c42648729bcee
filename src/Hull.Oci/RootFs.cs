using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Hull.Oci;

/// <summary>The layers by the digests of their plain tars (image-spec, config.md, "rootfs").</summary>
public sealed record RootFs
{
    /// <summary>Always "layers".</summary>
    [JsonPropertyName("type")] public required string Type { get; init; }

    /// <summary>The diff-IDs, lowest layer first. Docker leaves the list out, and Go writes null, for an image without layers.</summary>
    [JsonPropertyName("diff_ids")]
    [AllowNull]
    public IReadOnlyList<Digest> DiffIds { get; init => field = value ?? []; } = [];
}
