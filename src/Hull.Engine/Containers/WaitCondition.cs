namespace Hull.Engine.Containers;

/// <summary>What `wait` may wait for, in Podman's words.</summary>
public enum WaitCondition
{
    /// <summary>It is recorded, and nothing of it is on the kernel.</summary>
    Configured,

    /// <summary>The same, by its older name.</summary>
    Created,

    /// <summary>It is made, and its process waits for the start.</summary>
    Initialized,

    /// <summary>Its process runs.</summary>
    Running,

    /// <summary>Its processes are frozen.</summary>
    Paused,

    /// <summary>A stop is under way.</summary>
    Stopping,

    /// <summary>Its process has ended.</summary>
    Stopped,

    /// <summary>The same.</summary>
    Exited,

    /// <summary>It is being removed, or gone.</summary>
    Removing,

    /// <summary>Its health checks succeed.</summary>
    Healthy,

    /// <summary>Its health checks fail.</summary>
    Unhealthy,
}
