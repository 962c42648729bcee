namespace Hull.Images;

/// <summary>How far a removal goes.</summary>
public sealed record RemoveImageOptions
{
    /// <summary>Remove an image that was named by its id although several names point to it. Containers of it still stand in the way: they are removed first, by the engine.</summary>
    public bool Force { get; init; }

    /// <summary>Keep the dangling parents that only this image still used.</summary>
    public bool NoPrune { get; init; }
}
