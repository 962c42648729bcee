namespace Hull.Engine.Runtime;

/// <summary>What conmon needs to know to run and keep one exec session.</summary>
internal sealed record ExecMonitorRequest
{
    /// <summary>The container's id.</summary>
    public required string ContainerId { get; init; }

    /// <summary>The session's id.</summary>
    public required string Session { get; init; }

    /// <summary>The container's name.</summary>
    public required string Name { get; init; }

    /// <summary>The session's directory: process.json is there, conmon puts its sockets there.</summary>
    public required string Directory { get; init; }

    /// <summary>The container's runtime.</summary>
    public required OciRuntime Runtime { get; init; }

    /// <summary>Whether the process has a terminal.</summary>
    public required bool Terminal { get; init; }

    /// <summary>Descriptors of the caller that the process gets.</summary>
    public PreservedDescriptors Preserved { get; init; } = PreservedDescriptors.None;

    /// <summary>The program that is to run, for errors.</summary>
    public required string Command { get; init; }

    /// <summary>Whether its standard input is kept open.</summary>
    public required bool Stdin { get; init; }

    /// <summary>The scope that systemd moves it to; null leaves it where its caller is.</summary>
    public MonitorScope? Scope { get; init; }

    /// <summary>The command run when the process has ended.</summary>
    public required IReadOnlyList<string> ExitCommand { get; init; }
}
