namespace Hull.Engine.Systemwide.Usage;

/// <summary>How much a volume takes.</summary>
public sealed record VolumeUsage
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>How many containers use it.</summary>
    public required int Links { get; init; }

    /// <summary>What is in it, in bytes.</summary>
    public required long Size { get; init; }
}
