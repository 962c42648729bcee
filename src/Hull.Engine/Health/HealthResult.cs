namespace Hull.Engine.Health;

/// <summary>What running a check's command once has shown.</summary>
/// <param name="Start">When it began.</param>
/// <param name="End">When it ended.</param>
/// <param name="ExitCode">0 is success; -1 where it took too long.</param>
/// <param name="Output">What it printed, or why it could not run.</param>
internal sealed record HealthResult(DateTimeOffset Start, DateTimeOffset End, int ExitCode, string Output)
{
    /// <summary>Whether it succeeded.</summary>
    public bool Passed => ExitCode == 0;
}
