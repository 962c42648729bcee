namespace Hull.Engine.Containers;

/// <summary>Why an attachment ended.</summary>
public enum AttachEnd
{
    /// <summary>The container's output ended.</summary>
    Ended,

    /// <summary>The detach keys were typed; the container goes on.</summary>
    Detached,
}
