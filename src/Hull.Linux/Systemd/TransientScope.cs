namespace Hull.Linux.Systemd;

/// <summary>A scope (systemd.scope(5)): a unit of processes that systemd did not start itself.</summary>
public sealed record TransientScope
{
    /// <summary>Its name, with <c>.scope</c> at the end.</summary>
    public required string Name { get; init; }

    /// <summary>The slice that it lies in.</summary>
    public required string Slice { get; init; }

    /// <summary>What people see of it.</summary>
    public required string Description { get; init; }

    /// <summary>The processes that it begins with, at least one.</summary>
    public required IReadOnlyList<int> Processes { get; init; }
}
