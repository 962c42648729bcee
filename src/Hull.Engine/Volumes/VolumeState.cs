namespace Hull.Engine.Volumes;

/// <summary>OBSERVED: what a volume's next use has to do; only a lease changes it.</summary>
public sealed record VolumeState
{
    /// <summary>Whether the next use copies the image's files into it, if it is empty then.</summary>
    public bool NeedsCopyUp { get; init; }

    /// <summary>Whether the next use gives its directory to the container's user.</summary>
    public bool NeedsChown { get; init; }

    /// <summary>How often `volume mount` holds it.</summary>
    public int Mounts { get; init; }

    /// <summary>Whether it is being removed: whoever finds it so goes on with that.</summary>
    public bool Removing { get; init; }
}
