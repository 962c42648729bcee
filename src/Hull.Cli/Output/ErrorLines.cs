using Hull.Core;

namespace Hull.Cli.Output;

/// <summary>How errors look: Podman's line, and below it the one thing to do.</summary>
internal static class ErrorLines
{
    /// <summary>Writes an error.</summary>
    /// <param name="to">Standard error.</param>
    /// <param name="failure">The error.</param>
    public static void Write(TextWriter to, EngineException failure)
    {
        to.Write($"Error: {failure.Message}\n");
        // Where the help is, cobra's programs tell in a line of its own form.
        if (failure.Hint is { } hint) to.Write(hint.StartsWith("see '", StringComparison.Ordinal) ? $"S{hint[1..]}\n" : $"Hint: {hint}\n");
    }
}
