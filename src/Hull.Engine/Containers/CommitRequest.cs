using Hull.Oci;

namespace Hull.Engine.Containers;

/// <summary>What `commit` makes of a container.</summary>
public sealed record CommitRequest
{
    /// <summary>The new image's name; null for none.</summary>
    public ImageReference? Name { get; init; }

    /// <summary>Who made it.</summary>
    public string? Author { get; init; }

    /// <summary>A message, in Docker's form of images only.</summary>
    public string? Message { get; init; }

    /// <summary>Containerfile instructions that change the configuration.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];

    /// <summary>A JSON document whose members replace those of the configuration; null for none.</summary>
    public ReadOnlyMemory<byte>? Configuration { get; init; }

    /// <summary>Docker's media types instead of OCI's.</summary>
    public bool IsDocker { get; init; }

    /// <summary>Whether the container's binds and volumes become volumes of the image.</summary>
    public bool IncludeVolumes { get; init; }

    /// <summary>Whether a container that runs is paused meanwhile.</summary>
    public bool Pause { get; init; }

    /// <summary>Whether the image gets one layer that holds everything.</summary>
    public bool Squash { get; init; }
}
