using System.Net;

namespace Hull.Engine.Networks;

/// <summary>What a container wants reserved before anything is set up.</summary>
internal sealed record AddressRequest
{
    /// <summary>The container.</summary>
    public required string ContainerId { get; init; }

    /// <summary>The network.</summary>
    public required NetworkRow Network { get; init; }

    /// <summary>The address asked for; null takes the next.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>The ports published on the host.</summary>
    public required IReadOnlyList<PortMapping> Ports { get; init; }
}
