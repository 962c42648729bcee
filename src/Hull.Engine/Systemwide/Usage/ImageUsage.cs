namespace Hull.Engine.Systemwide.Usage;

/// <summary>How much an image takes. Sizes in bytes.</summary>
public sealed record ImageUsage
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The repository of its name, or &lt;none&gt;.</summary>
    public required string Repository { get; init; }

    /// <summary>The tag of its name, or &lt;none&gt;.</summary>
    public required string Tag { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>All of it.</summary>
    public required long Size { get; init; }

    /// <summary>What other images have too.</summary>
    public required long SharedSize { get; init; }

    /// <summary>What goes when it goes.</summary>
    public required long UniqueSize { get; init; }

    /// <summary>How many containers are of it.</summary>
    public required int Containers { get; init; }
}
