namespace Hull.Engine.Systemwide.Usage;

/// <summary>How much of the disk images, containers and volumes take.</summary>
public sealed record DiskUsage
{
    /// <summary>Images, the newest first; one of several names under each.</summary>
    public required IReadOnlyList<ImageUsage> Images { get; init; }

    /// <summary>All images together: layers that several share are counted once. In bytes.</summary>
    public required long ImagesSize { get; init; }

    /// <summary>Containers, oldest first.</summary>
    public required IReadOnlyList<ContainerUsage> Containers { get; init; }

    /// <summary>Volumes by name.</summary>
    public required IReadOnlyList<VolumeUsage> Volumes { get; init; }
}
