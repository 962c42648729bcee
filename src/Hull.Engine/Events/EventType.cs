namespace Hull.Engine.Events;

/// <summary>What kind of object an event happened to.</summary>
public enum EventType
{
    /// <summary>A container.</summary>
    Container,

    /// <summary>An image.</summary>
    Image,

    /// <summary>A network.</summary>
    Network,

    /// <summary>A pod.</summary>
    Pod,

    /// <summary>A secret.</summary>
    Secret,

    /// <summary>The engine as a whole.</summary>
    System,

    /// <summary>A volume.</summary>
    Volume,

    /// <summary>An artifact.</summary>
    Artifact,

    /// <summary>A virtual machine.</summary>
    Machine,
}
