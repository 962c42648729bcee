namespace Hull.Engine.Systemwide.Usage;

/// <summary>How much a container takes.</summary>
public sealed record ContainerUsage
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its image's id.</summary>
    public required string Image { get; init; }

    /// <summary>What it runs.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>How many volumes it uses.</summary>
    public required int LocalVolumes { get; init; }

    /// <summary>Its writable layer, in bytes.</summary>
    public required long RwSize { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Podman's word for where it stands.</summary>
    public required string Status { get; init; }

    /// <summary>Its name.</summary>
    public required string Names { get; init; }
}
