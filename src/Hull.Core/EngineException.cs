namespace Hull.Core;

/// <summary>
/// The one exception that Hull throws on purpose. <see cref="Exception.Message"/> is a single line: what failed, on what, and why.
/// <see cref="Hint"/> is the one thing to do about it; only the command line shows it.
/// </summary>
public sealed class EngineException : Exception
{
    /// <summary>Makes an error of a kind with its one-line message.</summary>
    /// <param name="kind">What the caller may act on.</param>
    /// <param name="message">One line: what failed, on what, why.</param>
    /// <param name="hint">The one thing to do about it, or null.</param>
    /// <param name="inner">The error that caused it, if any.</param>
    public EngineException(ErrorKind kind, string message, string? hint = null, Exception? inner = null)
        : base(message, inner)
    {
        Kind = kind;
        Hint = hint;
    }

    /// <summary>What the caller may act on.</summary>
    public ErrorKind Kind { get; }

    /// <summary>The one thing to do about it, or null.</summary>
    public string? Hint { get; }
}
