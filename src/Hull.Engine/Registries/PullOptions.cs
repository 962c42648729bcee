using Hull.Images.Registry;
using Hull.Oci;

namespace Hull.Engine.Registries;

/// <summary>How an image is pulled.</summary>
public sealed record PullOptions
{
    /// <summary>How registries are reached.</summary>
    public RegistryOptions Registry { get; init; } = new();

    /// <summary>When.</summary>
    public PullPolicy Policy { get; init; } = PullPolicy.Always;

    /// <summary>For which platform, where there is a choice; null is this host's.</summary>
    public Platform? Platform { get; init; }

    /// <summary>Told in a line what is being tried; may be null.</summary>
    public Action<string>? Say { get; init; }

    /// <summary>Told of each step, by several threads; may be null.</summary>
    public Action<TransferEvent>? Watcher { get; init; }
}
