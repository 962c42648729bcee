using Hull.Images.Layers;

namespace Hull.Images;

/// <summary>How a store behaves; the defaults are those of an engine that runs as root.</summary>
public sealed record ImageStoreSettings
{
    /// <summary>Overlay's marks are user.overlay.* extended attributes and device nodes are skipped: rootless.</summary>
    public bool Rootless { get; init; }

    /// <summary>The registries a short name is looked for on, in order (registries.conf, unqualified-search-registries); docker.io is always the last. Read only when a short name is looked for.</summary>
    public Lazy<IReadOnlyList<string>> SearchRegistries { get; init; } = new(static () => []);

    /// <summary>How much of a layer is too much.</summary>
    internal UnpackOptions Caps { get; init; } = UnpackOptions.Default;

    /// <summary>Told what happened to images, after it has; null for nobody.</summary>
    public Action<ImageChange>? Changed { get; init; }

    /// <summary>Where time comes from.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
