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
        if (!version.StartsWith(FirstWords, StringComparison.Ordinal)) return false;
        var end = version.IndexOf('\n', StringComparison.Ordinal);
        var parts = version[FirstWords.Length..(end < 0 ? version.Length : end)].Trim().Split('.', '-', '+');
        if (parts.Length < 2) return false;
        if (!int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major)) return false;
        if (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minor)) return false;
        return major > FirstMajor || minor >= FirstMinor;
    }
}
