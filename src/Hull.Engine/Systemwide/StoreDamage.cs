namespace Hull.Engine.Systemwide;

/// <summary>One thing that is wrong in a store.</summary>
public sealed record StoreDamage
{
    /// <summary>The id of the container that it is wrong with; null where it is none.</summary>
    public string? ContainerId { get; init; }

    /// <summary>The id of the image that it is wrong with; null where it is none.</summary>
    public string? ImageId { get; init; }

    /// <summary>The name that a person knows it by; empty where it has none.</summary>
    public string Name { get; init; } = "";

    /// <summary>What is wrong, in words.</summary>
    public required string What { get; init; }
}
