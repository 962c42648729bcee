using Hull.Oci;

namespace Hull.Images.Transports;

/// <summary>What a commit makes of a layer.</summary>
public sealed record CommitOptions
{
    /// <summary>What a container of the new image should be like.</summary>
    public required ContainerDefaults Defaults { get; init; }

    /// <summary>The image that lies below the layer; null where the layer is the whole root file system.</summary>
    public ImageRecord? Base { get; init; }

    /// <summary>Whether the layer holds all that the base has, and so stands alone.</summary>
    public bool Squash { get; init; }

    /// <summary>Docker's media types instead of OCI's.</summary>
    public bool IsDocker { get; init; }

    /// <summary>Who made it.</summary>
    public string? Author { get; init; }

    /// <summary>A message; of Docker's form only.</summary>
    public string? Message { get; init; }

    /// <summary>What made the layer, for the history.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>The name of the image that the container was made of, for the history.</summary>
    public string? BaseName { get; init; }

    /// <summary>The name it gets; null for none.</summary>
    public ImageReference? Name { get; init; }
}
