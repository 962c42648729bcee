using System.Runtime.InteropServices;

namespace Hull.Linux.Processes;

/// <summary>
/// A program to start. What is not said here the child does not get: every descriptor that is not mapped is closed, standard input, output
/// and error that are not mapped are /dev/null, all signals have their default action and none is blocked.
/// </summary>
public sealed record SpawnRequest
{
    /// <summary>A path if it holds a slash (relative to this process's working directory), else a name looked up in <see cref="SearchPath"/>.</summary>
    public required string Program { get; init; }

    /// <summary>The arguments after argv[0].</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>argv[0]; null means <see cref="Program"/>.</summary>
    public string? ArgumentZero { get; init; }

    /// <summary>The whole environment, as <c>NAME=value</c>; null means that of this process.</summary>
    public IReadOnlyList<string>? Environment { get; init; }

    /// <summary>Child descriptor number ← descriptor of this process. The caller keeps its own and closes it.</summary>
    public IReadOnlyDictionary<int, SafeHandle> Descriptors { get; init; } = new Dictionary<int, SafeHandle>();

    /// <summary>The child's working directory; null means that of this process.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Whether the child leads a new session without a terminal (setsid).</summary>
    public bool NewSession { get; init; }

    /// <summary>Folders joined by colons; null means PATH of this process.</summary>
    public string? SearchPath { get; init; }
}
