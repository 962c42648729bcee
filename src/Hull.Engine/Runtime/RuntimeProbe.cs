using System.Globalization;
using Hull.Core;
using Hull.Linux.Processes;

namespace Hull.Engine.Runtime;

/// <summary>Asks a runtime what it is. It costs a process: what is learnt is kept with what was made of it.</summary>
internal static class RuntimeProbe
{
    // The annotation run.oci.seccomp_bpf_data came with crun 0.18.
    private const int FirstMajor = 0;
    private const int FirstMinor = 18;
    private const string FirstWords = "crun version ";

    /// <summary>Whether it is a crun that takes a compiled filter by annotation.</summary>
    /// <param name="path">The program.</param>
    /// <exception cref="EngineException">It cannot be started.</exception>
    public static bool TakesCompiledFilter(string path)
    {
        var run = RunAndCapture.Run(new SpawnRequest { Program = path, Arguments = ["--version"] });
        return run.Status.IsSuccess && TakesCompiledFilterBy(run.OutputText);
    }

    /// <summary>The same by what --version printed; pure.</summary>
    /// <param name="version">The text: its first line is "crun version 1.8.1".</param>
    public static bool TakesCompiledFilterBy(string version)
    {
        return VersionOf(version, FirstWords) is { } number && number >= new Version(FirstMajor, FirstMinor);
    }

    /// <summary>Whether it sets linux.personality: every crun, runc since 1.2.</summary>
    /// <param name="path">The program.</param>
    /// <exception cref="EngineException">It cannot be started.</exception>
    public static bool SetsPersonality(string path)
    {
        var run = RunAndCapture.Run(new SpawnRequest { Program = path, Arguments = ["--version"] });
        return run.Status.IsSuccess && SetsPersonalityBy(run.OutputText);
    }

    /// <summary>The same by what --version printed; pure.</summary>
    /// <param name="version">The text.</param>
    public static bool SetsPersonalityBy(string version) =>
        VersionOf(version, FirstWords) is not null || VersionOf(version, "runc version ") is { } runc && runc >= new Version(1, 2);

    private static Version? VersionOf(string text, string words)
    {
        if (!text.StartsWith(words, StringComparison.Ordinal)) return null;
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var parts = text[words.Length..(end < 0 ? text.Length : end)].Trim().Split('.', '-', '+');
        if (parts.Length < 2) return null;
        if (!int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major)) return null;
        return int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minor) ? new Version(major, minor) : null;
    }
}
