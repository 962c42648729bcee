using Hull.Oci;

namespace Hull.Engine.Containers;

/// <summary>What ResolveContainer needs of the image.</summary>
internal sealed record ContainerImage
{
    /// <summary>No image: the root file system is a directory of the host.</summary>
    public static ContainerImage None { get; } = new() { Id = "", Name = "", Layers = [] };

    /// <summary>The config's digest, 64 hex digits.</summary>
    public required string Id { get; init; }

    /// <summary>The full name by which it was found, or the id.</summary>
    public required string Name { get; init; }

    /// <summary>The manifest's digest: sha256:….</summary>
    public string? Digest { get; init; }

    /// <summary>The keys of its layers, the lowest first.</summary>
    public required IReadOnlyList<string> Layers { get; init; }

    /// <summary>What it says a container of it should be like.</summary>
    public ContainerDefaults Defaults { get; init; } = new();

    /// <summary>Annotations of its manifest.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();
}
