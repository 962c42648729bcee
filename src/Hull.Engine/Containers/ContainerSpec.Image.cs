
namespace Hull.Engine.Containers;

public sealed partial record ContainerSpec
{
    /// <summary>The image: a name as the user gave it, or an id.</summary>
    public string? Image { get; init; }

    /// <summary>The name exactly as typed, for `inspect`.</summary>
    public string? RawImageName { get; init; }

    /// <summary>The operating system asked for.</summary>
    public string? ImageOs { get; init; }

    /// <summary>The architecture asked for.</summary>
    public string? ImageArch { get; init; }

    /// <summary>The architecture's variant asked for.</summary>
    public string? ImageVariant { get; init; }

    /// <summary>What becomes of the image's VOLUMEs: anonymous (default), tmpfs or ignore.</summary>
    public string? ImageVolumeMode { get; init; }
}
