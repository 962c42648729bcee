namespace Hull.Engine.Containers;

/// <summary>ASKED: a further process in a running container.</summary>
public sealed record ExecSpec
{
    /// <summary>The program and its arguments; at least one word.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>Variables added to the container's environment.</summary>
    public IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string>();

    /// <summary>user[:group]; null is the container's own.</summary>
    public string? User { get; init; }

    /// <summary>The working directory inside; null is the container's own.</summary>
    public string? WorkDir { get; init; }

    /// <summary>Whether it gets a terminal.</summary>
    public bool Terminal { get; init; }

    /// <summary>Whether its standard input is kept open.</summary>
    public bool Interactive { get; init; }

    /// <summary>Descriptors of this process that it gets under the same numbers.</summary>
    public IReadOnlyList<int> PreserveDescriptors { get; init; } = [];

    /// <summary>Whether others do not see the session: neither inspect nor whoever lists sessions.</summary>
    public bool NoSession { get; init; }

    /// <summary>Whether it gets all capabilities.</summary>
    public bool Privileged { get; init; }
}
