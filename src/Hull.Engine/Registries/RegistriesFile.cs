using Hull.Images.Registry;

namespace Hull.Engine.Registries;

/// <summary>What registries.conf(5) and its drop-ins say together.</summary>
public sealed record RegistriesFile
{
    /// <summary>Where short names are looked for, in this order.</summary>
    public IReadOnlyList<string> SearchRegistries { get; init; } = [];

    /// <summary>Short name → full name.</summary>
    public IReadOnlyDictionary<string, string> Aliases { get; init; } = new Dictionary<string, string>();

    /// <summary>The [[registry]] tables.</summary>
    public IReadOnlyList<RegistryRule> Rules { get; init; } = [];

    /// <summary>The files read, in order.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];
}
