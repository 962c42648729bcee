using Hull.Core;

namespace Hull.Cli.Output;

/// <summary>The errors of a command that goes on to its next target after one.</summary>
internal sealed class Failures
{
    private readonly List<EngineException> failures = [];

    /// <summary>Whether there was one.</summary>
    public bool Any => failures.Count > 0;

    /// <summary>Does something for one target; an error is kept for the end.</summary>
    /// <param name="work">What to do.</param>
    public void Attempt(Action work)
    {
        try
        {
            work();
        }
        catch (EngineException failure)
        {
            failures.Add(failure);
        }
    }

    /// <summary>Writes the errors and tells the exit code: that of the last one.</summary>
    /// <param name="to">Standard error.</param>
    /// <param name="codeOf">The code of an error; null for the usual ones.</param>
    public int Report(TextWriter to, Func<EngineException, int>? codeOf = null)
    {
        foreach (var failure in failures) ErrorLines.Write(to, failure);
        return failures.Count == 0 ? ExitCodes.Success : (codeOf ?? ExitCodes.Of)(failures[^1]);
    }

    /// <summary>As <see cref="Report"/>, with the codes of podman-rm(1) and podman-rmi(1): 1 if any target was missing, 2 if one is in use or runs.</summary>
    /// <param name="to">Standard error.</param>
    public int ReportRemoval(TextWriter to)
    {
        var code = Report(to, ExitCodes.OfRemoval);
        return failures.Exists(static failure => failure.Kind == ErrorKind.NotFound) ? ExitCodes.No : code;
    }
}
