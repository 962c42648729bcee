using System.Text.RegularExpressions;
using Hull.Core;
using Hull.Oci.Runtime;

namespace Hull.Engine.Hooks;

/// <summary>Whether a hook is for a container; pure.</summary>
internal static class MatchHook
{
    // A pattern that backtracks without end must not hang a start.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>Whether every condition of the hook is met.</summary>
    /// <param name="when">The conditions.</param>
    /// <param name="spec">The container's specification.</param>
    /// <param name="hasBindMounts">Whether the caller asked for bind mounts.</param>
    public static bool Fits(HookWhen when, RuntimeSpec spec, bool hasBindMounts)
    {
        if (when.Always == false || when.HasBindMounts is { } wants && wants != hasBindMounts) return false;
        if (when.Commands is { } commands && !commands.Any(pattern => Matches(pattern, spec.Process?.Args is [var program, ..] ? program : ""))) return false;
        var annotations = spec.Annotations ?? new Dictionary<string, string>();
        return (when.Annotations ?? new Dictionary<string, string>()).All(
            wanted => annotations.Any(annotation => Matches(wanted.Key, annotation.Key) && Matches(wanted.Value, annotation.Value)));
    }

    /// <summary>Requires that all patterns are regular expressions.</summary>
    /// <param name="file">The hook's file.</param>
    /// <param name="when">Its conditions.</param>
    /// <exception cref="EngineException">InvalidArgument: one is not.</exception>
    public static void CheckPatterns(string file, HookWhen when)
    {
        foreach (var pattern in (IEnumerable<string>)[.. when.Commands ?? [], .. when.Annotations?.Keys ?? [], .. when.Annotations?.Values ?? []])
        {
            try
            {
                _ = new Regex(pattern, RegexOptions.CultureInvariant, Longest);
            }
            catch (RegexParseException e)
            {
                throw ReadHooks.Wrong(file, e.Message);
            }
        }
    }

    private static bool Matches(string pattern, string text)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, Longest);
        }
        catch (RegexMatchTimeoutException e)
        {
            throw new EngineException(ErrorKind.InvalidArgument, $"OCI hook: the pattern {pattern} takes too long", inner: e);
        }
    }
}
