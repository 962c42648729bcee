namespace Hull.Engine.Inspect;

/// <summary>What a name may stand for: `inspect --type`.</summary>
public enum InspectKind
{
    /// <summary>A container, else an image, else a volume.</summary>
    All,

    /// <summary>A container.</summary>
    Container,

    /// <summary>An image.</summary>
    Image,

    /// <summary>A volume.</summary>
    Volume,
}
