namespace Hull.Oci;

/// <summary>The empty JSON object, by which Go's encoder writes the members of a set: {"80/tcp": {}}.</summary>
public sealed record EmptyObject
{
    /// <summary>The only one needed.</summary>
    public static EmptyObject Instance { get; } = new();
}
