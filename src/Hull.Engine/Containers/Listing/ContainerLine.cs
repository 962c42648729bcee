namespace Hull.Engine.Containers.Listing;

/// <summary>A container as the usual table of ps shows it.</summary>
public sealed record ContainerLine
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its image's name.</summary>
    public required string Image { get; init; }

    /// <summary>What it runs, on one line.</summary>
    public required string Command { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Where it stands, in Podman's words: "Up 3 seconds".</summary>
    public required string Status { get; init; }

    /// <summary>Published and exposed ports on one line.</summary>
    public required string Ports { get; init; }
}
