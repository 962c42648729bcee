using Hull.Oci.Runtime;

namespace Hull.Engine.Hooks;

/// <summary>A file of a hooks directory, version 1.0.0 (oci-hooks(5)): a program, when it is run, and at which stages.</summary>
internal sealed record HookDocument
{
    /// <summary>The version of the schema.</summary>
    public string? Version { get; init; }

    /// <summary>The program.</summary>
    public RuntimeHook? Hook { get; init; }

    /// <summary>The containers that it is run for.</summary>
    public HookWhen? When { get; init; }

    /// <summary>The stages: precreate, prestart, createRuntime, createContainer, startContainer, poststart, poststop.</summary>
    public IReadOnlyList<string>? Stages { get; init; }
}
