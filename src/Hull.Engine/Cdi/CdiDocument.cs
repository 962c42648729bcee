namespace Hull.Engine.Cdi;

/// <summary>A file of the Container Device Interface (cdi, SPEC.md): devices of one kind, and what a container needs to use them.</summary>
internal sealed record CdiDocument
{
    /// <summary>The version of the specification that it follows.</summary>
    public string? CdiVersion { get; init; }

    /// <summary>VENDOR/CLASS.</summary>
    public string? Kind { get; init; }

    /// <summary>The devices.</summary>
    public IReadOnlyList<CdiDevice>? Devices { get; init; }

    /// <summary>What a container with any of these devices gets.</summary>
    public CdiEdits? ContainerEdits { get; init; }
}
