namespace Hull.Engine.Images;

/// <summary>One step of how an image was made.</summary>
public sealed record HistoryStep
{
    /// <summary>The image that the step made, 64 hex digits; null where it is not in the store.</summary>
    public required string? ImageId { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset? Created { get; init; }

    /// <summary>The command that made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>A message.</summary>
    public required string Comment { get; init; }

    /// <summary>The bytes of its layer's plain tar; 0 for a step without one.</summary>
    public required long Size { get; init; }

    /// <summary>The names of that image.</summary>
    public required IReadOnlyList<string> Tags { get; init; }
}
