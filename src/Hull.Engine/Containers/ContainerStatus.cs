using System.Text.Json.Serialization;

namespace Hull.Engine.Containers;

/// <summary>Where a container stands in its life, in Podman's words.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ContainerStatus>))]
public enum ContainerStatus
{
    /// <summary>Recorded; nothing of it is on the kernel.</summary>
    Configured,

    /// <summary>The runtime has made it; its process waits for start.</summary>
    Created,

    /// <summary>Its process runs.</summary>
    Running,

    /// <summary>Its process ended, but what it used is not yet taken down.</summary>
    Stopped,

    /// <summary>Its processes are frozen.</summary>
    Paused,

    /// <summary>Its process ended and all it used is taken down.</summary>
    Exited,

    /// <summary>It is being removed.</summary>
    Removing,

    /// <summary>A stop is under way.</summary>
    Stopping,
}
