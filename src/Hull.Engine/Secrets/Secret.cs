namespace Hull.Engine.Secrets;

/// <summary>A secret, without what it keeps secret.</summary>
public sealed record Secret
{
    /// <summary>25 hex digits.</summary>
    public required string Id { get; init; }

    /// <summary>The name, unique among secrets.</summary>
    public required string Name { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last got other data.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>Who keeps the data: file.</summary>
    public required string Driver { get; init; }

    /// <summary>The driver's options, as given.</summary>
    public IReadOnlyDictionary<string, string> DriverOptions { get; init; } = new Dictionary<string, string>();

    /// <summary>The labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
}
