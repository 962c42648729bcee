namespace Hull.Oci.Runtime;

/// <summary>config.json of a bundle: what an OCI runtime is asked to make (runtime-spec, config.md). Null members are left out.</summary>
public sealed record RuntimeSpec
{
    /// <summary>The version of the specification that the document follows.</summary>
    public string OciVersion { get; init; } = "1.0.2";

    /// <summary>The container's first process.</summary>
    public RuntimeProcess? Process { get; init; }

    /// <summary>The root file system.</summary>
    public RuntimeRoot? Root { get; init; }

    /// <summary>The host name inside a UTS namespace of its own.</summary>
    public string? Hostname { get; init; }

    /// <summary>Mounts, in the order in which they are made.</summary>
    public IReadOnlyList<RuntimeMount> Mounts { get; init; } = [];

    /// <summary>Programs that the runtime runs at points of the life cycle.</summary>
    public RuntimeHooks? Hooks { get; init; }

    /// <summary>Free words for the runtime and others.</summary>
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>All that is Linux's own.</summary>
    public LinuxSpec? Linux { get; init; }
}
