namespace Hull.Engine.Cdi;

/// <summary>One device of a <see cref="CdiDocument"/>.</summary>
internal sealed record CdiDevice
{
    /// <summary>The name, unique among those of its kind.</summary>
    public string? Name { get; init; }

    /// <summary>What a container with this device gets.</summary>
    public CdiEdits? ContainerEdits { get; init; }
}
