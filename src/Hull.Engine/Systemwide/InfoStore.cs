using System.Text.Json.Serialization;

namespace Hull.Engine.Systemwide;

/// <summary>The store.</summary>
public sealed record InfoStore
{
    /// <summary>How many containers there are.</summary>
    [JsonPropertyName("containerStore")] public required InfoContainerStore ContainerStore { get; init; }

    /// <summary>Always overlay.</summary>
    [JsonPropertyName("graphDriverName")] public string GraphDriverName { get; init; } = "overlay";

    /// <summary>The storage driver's options.</summary>
    [JsonPropertyName("graphOptions")] public required IReadOnlyDictionary<string, string> GraphOptions { get; init; }

    /// <summary>The store's root.</summary>
    [JsonPropertyName("graphRoot")] public required string GraphRoot { get; init; }

    /// <summary>Bytes of the root's file system.</summary>
    [JsonPropertyName("graphRootAllocated")] public required ulong GraphRootAllocated { get; init; }

    /// <summary>Bytes of it in use.</summary>
    [JsonPropertyName("graphRootUsed")] public required ulong GraphRootUsed { get; init; }

    /// <summary>What the root's file system and overlayfs can.</summary>
    [JsonPropertyName("graphStatus")] public required IReadOnlyDictionary<string, string> GraphStatus { get; init; }

    /// <summary>Where large temporary files go.</summary>
    [JsonPropertyName("imageCopyTmpDir")] public required string ImageCopyTmpDir { get; init; }

    /// <summary>How many images there are.</summary>
    [JsonPropertyName("imageStore")] public required InfoImageStore ImageStore { get; init; }

    /// <summary>The directory of what a reboot forgets.</summary>
    [JsonPropertyName("runRoot")] public required string RunRoot { get; init; }

    /// <summary>The directory of volumes.</summary>
    [JsonPropertyName("volumePath")] public required string VolumePath { get; init; }

    /// <summary>Whether all containers are forgotten at a reboot; never.</summary>
    [JsonPropertyName("transientStore")] public bool TransientStore { get; init; }
}
