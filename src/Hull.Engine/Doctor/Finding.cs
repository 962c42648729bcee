namespace Hull.Engine.Doctor;

/// <summary>What a check of the host has found.</summary>
public sealed record Finding
{
    /// <summary>What was looked at: <c>subuid</c>.</summary>
    public required string Name { get; init; }

    /// <summary>How it is.</summary>
    public required FindingState State { get; init; }

    /// <summary>What was seen, in one line.</summary>
    public required string Detail { get; init; }

    /// <summary>The command that mends it, or what else to do; null where nothing has to be, or can be, done.</summary>
    public string? Mend { get; init; }

    /// <summary>As it should be.</summary>
    internal static Finding Good(string name, string detail) => new() { Name = name, State = FindingState.Good, Detail = detail };

    /// <summary>Something will be missing.</summary>
    internal static Finding Warning(string name, string detail, string? mend = null) =>
        new() { Name = name, State = FindingState.Warning, Detail = detail, Mend = mend };

    /// <summary>Nothing will run.</summary>
    internal static Finding Bad(string name, string detail, string? mend = null) => new() { Name = name, State = FindingState.Bad, Detail = detail, Mend = mend };
}
