namespace Hull.Oci.Runtime;

/// <summary>One program of <see cref="RuntimeHooks"/>.</summary>
public sealed record RuntimeHook
{
    /// <summary>The program's absolute path.</summary>
    public required string Path { get; init; }

    /// <summary>Its arguments, the program's name first.</summary>
    public IReadOnlyList<string>? Args { get; init; }

    /// <summary>Its environment.</summary>
    public IReadOnlyList<string>? Env { get; init; }

    /// <summary>Seconds until it is ended.</summary>
    public int? Timeout { get; init; }
}
