namespace Hull.Linux.Systemd;

/// <summary>A timer (systemd.timer(5)) and the service that it starts again and again; both go when they are stopped.</summary>
public sealed record TransientTimer
{
    /// <summary>The name of both units, without <c>.timer</c> and <c>.service</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What people see of both.</summary>
    public required string Description { get; init; }

    /// <summary>The program, by its full path, and its arguments.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>The program's environment, each NAME=VALUE, beside what systemd gives it.</summary>
    public IReadOnlyList<string> Environment { get; init; } = [];

    /// <summary>How long until the service runs for the first time.</summary>
    public required TimeSpan First { get; init; }

    /// <summary>How long from its end until it runs again.</summary>
    public required TimeSpan Interval { get; init; }
}
