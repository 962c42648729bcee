namespace Hull.Templates;

/// <summary>One field of a struct that is read from JSON.</summary>
/// <param name="Name">Its name in templates, Go's.</param>
/// <param name="Shape">What its value stands for.</param>
public sealed record JsonField(string Name, JsonShape Shape)
{
    /// <summary>Its name in JSON, where that differs: Podman's <c>ID</c> is <c>Id</c> there.</summary>
    public string JsonName { get; init; } = Name;

    /// <summary>Another name by which templates may ask for it, as of a Go method that returns it; null where there is none.</summary>
    public string? OtherName { get; init; }
}
