namespace Hull.Engine.Systemwide;

/// <summary>What a reset did.</summary>
public sealed record ResetReport
{
    /// <summary>How many containers were removed.</summary>
    public required int Containers { get; init; }

    /// <summary>How many images were removed.</summary>
    public required int Images { get; init; }

    /// <summary>What lay in the store's directories but is not the store's: it is still there.</summary>
    public required IReadOnlyList<string> LeftAlone { get; init; }
}
