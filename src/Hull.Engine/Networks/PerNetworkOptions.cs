namespace Hull.Engine.Networks;

/// <summary>What a container asks of one network; the JSON is libpod's entry of Networks.</summary>
public sealed record PerNetworkOptions
{
    /// <summary>The addresses it must get, without prefix lengths; null leaves them to the network.</summary>
    public IReadOnlyList<string>? StaticIps { get; init; }

    /// <summary>Its names in this network beside its own.</summary>
    public IReadOnlyList<string>? Aliases { get; init; }

    /// <summary>The hardware address it must get, six pairs of hex digits; null derives one.</summary>
    public string? StaticMac { get; init; }

    /// <summary>The device inside; null or empty takes the next free ethN.</summary>
    public string? InterfaceName { get; init; }

    /// <summary>Options of the network's driver.</summary>
    public IReadOnlyDictionary<string, string>? Options { get; init; }
}
