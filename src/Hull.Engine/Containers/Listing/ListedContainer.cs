using System.Text.Json.Serialization;
using Hull.Engine.Networks;

namespace Hull.Engine.Containers.Listing;

/// <summary>A container as lists show it. Its JSON is an element of libpod's container list and of `ps --format json`.</summary>
public sealed record ListedContainer
{
    /// <summary>Whether it is removed when it has ended.</summary>
    public bool AutoRemove { get; init; }

    /// <summary>What runs.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>When it was made, in words: 2 hours ago.</summary>
    public required string CreatedAt { get; init; }

    /// <summary>The file that got its id.</summary>
    [JsonPropertyName("CIDFile")]
    public string CidFile { get; init; } = "";

    /// <summary>Whether it has run and ended.</summary>
    public bool Exited { get; init; }

    /// <summary>When it ended, in seconds since 1970; Go's zero time where it has not.</summary>
    public long ExitedAt { get; init; }

    /// <summary>How its last run ended.</summary>
    public int ExitCode { get; init; }

    /// <summary>Ports that it listens on, published or not, with their protocols; null without any.</summary>
    public IReadOnlyDictionary<ushort, IReadOnlyList<string>>? ExposedPorts { get; init; }

    /// <summary>The id.</summary>
    public required string Id { get; init; }

    /// <summary>The image's name.</summary>
    public required string Image { get; init; }

    /// <summary>The image's id.</summary>
    [JsonPropertyName("ImageID")]
    public required string ImageId { get; init; }

    /// <summary>Whether it holds a pod together.</summary>
    public bool IsInfra { get; init; }

    /// <summary>Labels; null without any.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>Where the user's mounts appear inside.</summary>
    public IReadOnlyList<string> Mounts { get; init; } = [];

    /// <summary>Its name, alone.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>The numbers of its namespaces, where they were asked for.</summary>
    public ListedNamespaces Namespaces { get; init; } = new();

    /// <summary>The networks it is connected to.</summary>
    public IReadOnlyList<string> Networks { get; init; } = [];

    /// <summary>The first process; 0 where none runs.</summary>
    public int Pid { get; init; }

    /// <summary>The pod's id.</summary>
    public string Pod { get; init; } = "";

    /// <summary>The pod's name.</summary>
    public string PodName { get; init; } = "";

    /// <summary>Published ports; null without any.</summary>
    public IReadOnlyList<PortMapping>? Ports { get; init; }

    /// <summary>How often its restart policy has started it again.</summary>
    public uint Restarts { get; init; }

    /// <summary>Sizes, where they were asked for.</summary>
    public ListedSize? Size { get; init; }

    /// <summary>When it started, in seconds since 1970; Go's zero time where it has not.</summary>
    public long StartedAt { get; init; }

    /// <summary>Where it stands: created, running, exited …</summary>
    public required string State { get; init; }

    /// <summary>The same in words: Up 3 seconds.</summary>
    public required string Status { get; init; }

    /// <summary>When it was made, in seconds since 1970.</summary>
    public required long Created { get; init; }
}
