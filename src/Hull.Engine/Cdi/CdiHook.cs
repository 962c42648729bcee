namespace Hull.Engine.Cdi;

/// <summary>A program of <see cref="CdiEdits"/> that the runtime runs.</summary>
internal sealed record CdiHook
{
    /// <summary>The stage: prestart, createRuntime, createContainer, startContainer, poststart or poststop.</summary>
    public string? HookName { get; init; }

    /// <summary>The program's absolute path.</summary>
    public string? Path { get; init; }

    /// <summary>Its arguments, the program's name first.</summary>
    public IReadOnlyList<string>? Args { get; init; }

    /// <summary>Its environment.</summary>
    public IReadOnlyList<string>? Env { get; init; }

    /// <summary>Seconds until it is ended.</summary>
    public int? Timeout { get; init; }
}
