namespace Hull.Oci.Runtime;

/// <summary>A process to be started in a container (runtime-spec, config.md#process); also what `exec` hands to the runtime.</summary>
public sealed record RuntimeProcess
{
    /// <summary>Whether it gets a terminal.</summary>
    public bool? Terminal { get; init; }

    /// <summary>The terminal's first size.</summary>
    public RuntimeConsoleSize? ConsoleSize { get; init; }

    /// <summary>Who it runs as.</summary>
    public required RuntimeUser User { get; init; }

    /// <summary>The program and its arguments.</summary>
    public required IReadOnlyList<string> Args { get; init; }

    /// <summary>The environment, each NAME=VALUE.</summary>
    public IReadOnlyList<string>? Env { get; init; }

    /// <summary>The working directory, absolute inside the container.</summary>
    public required string Cwd { get; init; }

    /// <summary>The capability sets; null leaves none.</summary>
    public RuntimeCapabilities? Capabilities { get; init; }

    /// <summary>Resource limits.</summary>
    public IReadOnlyList<PosixRlimit>? Rlimits { get; init; }

    /// <summary>Whether execve may no longer gain privileges.</summary>
    public bool? NoNewPrivileges { get; init; }

    /// <summary>The AppArmor profile.</summary>
    public string? ApparmorProfile { get; init; }

    /// <summary>The OOM killer's adjustment, -1000 to 1000.</summary>
    public int? OomScoreAdj { get; init; }

    /// <summary>The SELinux label.</summary>
    public string? SelinuxLabel { get; init; }
}
