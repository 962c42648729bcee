using Hull.Core;

namespace Hull.Cli.Options.Values;

/// <summary>Makes the errors of option values.</summary>
internal static class Wrong
{
    /// <summary>The value is wrong.</summary>
    /// <param name="message">What is wrong with which value.</param>
    /// <param name="hint">What to do, if there is one thing.</param>
    public static EngineException Value(string message, string? hint = null) => new(ErrorKind.InvalidArgument, message, hint);

    /// <summary>Throws when a reader of Go's syntax failed.</summary>
    /// <param name="failure">What it said, or null.</param>
    /// <param name="about">What stands before it: "invalid value for memory".</param>
    public static void If(string? failure, string about)
    {
        if (failure is not null) throw Value($"{about}: {failure}");
    }
}
