namespace Hull.Engine.Containers.Ids;

/// <summary>The user namespace that a container gets.</summary>
internal sealed record UserSpace
{
    /// <summary>The engine's own.</summary>
    public static UserSpace Host { get; } = new() { Mode = NamespaceMode.Of("host") };

    /// <summary>host, private, container or path.</summary>
    public required NamespaceMode Mode { get; init; }

    /// <summary>Its ids; null where it is the engine's own.</summary>
    public IdMaps? Maps { get; init; }

    /// <summary>Who the process is where nobody says it: USER:GROUP; null leaves it to the image.</summary>
    public string? User { get; init; }

    /// <summary>The caller's account as the container knows it; null where it is not to know it.</summary>
    public HostAccount? Account { get; init; }
}
