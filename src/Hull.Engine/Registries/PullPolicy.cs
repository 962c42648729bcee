namespace Hull.Engine.Registries;

/// <summary>When an image is pulled.</summary>
public enum PullPolicy
{
    /// <summary>Only where it is not here.</summary>
    Missing,

    /// <summary>In any case; a failure is one.</summary>
    Always,

    /// <summary>Not at all.</summary>
    Never,

    /// <summary>Where the registry has another; a failure is none where an image is here.</summary>
    Newer,
}
