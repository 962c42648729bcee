namespace Hull.Images;

/// <summary>What a removal did: the lines "Untagged: …" and "Deleted: …" of `rmi`.</summary>
public sealed record RemovedImage
{
    /// <summary>The id of the image that was named.</summary>
    public required string Id { get; init; }

    /// <summary>The names taken away, in order.</summary>
    public required IReadOnlyList<string> Untagged { get; init; }

    /// <summary>The ids of the images deleted: the image itself unless names are left, then its dangling parents.</summary>
    public required IReadOnlyList<string> Deleted { get; init; }
}
