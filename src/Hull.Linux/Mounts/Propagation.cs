namespace Hull.Linux.Mounts;

/// <summary>Whether mounts made below one place appear at its copies (mount_namespaces(7)).</summary>
public enum Propagation
{
    /// <summary>Neither sent nor received.</summary>
    Private,

    /// <summary>Received only.</summary>
    Slave,

    /// <summary>Sent and received.</summary>
    Shared,

    /// <summary>Neither, and it cannot be bound.</summary>
    Unbindable,
}
