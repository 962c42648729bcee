namespace Hull.Oci.Runtime;

/// <summary>Programs run by the runtime (runtime-spec, config.md#posix-platform-hooks).</summary>
public sealed record RuntimeHooks
{
    /// <summary>Run before the container's process is made (deprecated by the specification, still in use).</summary>
    public IReadOnlyList<RuntimeHook>? Prestart { get; init; }

    /// <summary>Run in the runtime's namespace while the container is created.</summary>
    public IReadOnlyList<RuntimeHook>? CreateRuntime { get; init; }

    /// <summary>Run in the container's namespace while it is created.</summary>
    public IReadOnlyList<RuntimeHook>? CreateContainer { get; init; }

    /// <summary>Run in the container's namespace before its process starts.</summary>
    public IReadOnlyList<RuntimeHook>? StartContainer { get; init; }

    /// <summary>Run after the process has started.</summary>
    public IReadOnlyList<RuntimeHook>? Poststart { get; init; }

    /// <summary>Run after the container is deleted.</summary>
    public IReadOnlyList<RuntimeHook>? Poststop { get; init; }
}
