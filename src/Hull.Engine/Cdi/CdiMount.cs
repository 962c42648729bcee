namespace Hull.Engine.Cdi;

/// <summary>A mount of <see cref="CdiEdits"/>.</summary>
internal sealed record CdiMount
{
    /// <summary>What is mounted.</summary>
    public string? HostPath { get; init; }

    /// <summary>Where it appears inside.</summary>
    public string? ContainerPath { get; init; }

    /// <summary>The file system's type; null is a bind mount.</summary>
    public string? Type { get; init; }

    /// <summary>Mount options.</summary>
    public IReadOnlyList<string>? Options { get; init; }
}
