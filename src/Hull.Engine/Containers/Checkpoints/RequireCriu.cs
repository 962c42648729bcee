using System.Globalization;
using System.Text.RegularExpressions;
using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Runtime;
using Hull.Linux.Processes;

namespace Hull.Engine.Containers.Checkpoints;

/// <summary>Whether this host can checkpoint: root, CRIU, and a runtime that speaks with it. What is missing is named.</summary>
internal static partial class RequireCriu
{
    // What runc and crun ask of CRIU at the least, as major × 10000 + minor × 100 + patch.
    private const int OldestVersion = 31100;
    private const int Step = 100;

    /// <summary>Checks the host.</summary>
    /// <param name="verb">checkpointing or restoring, for messages.</param>
    /// <param name="settings">Who asks.</param>
    /// <param name="runtime">The container's runtime.</param>
    /// <exception cref="EngineException">Unsupported: what the host lacks.</exception>
    public static void Check(string verb, EngineSettings settings, OciRuntime runtime)
    {
        if (settings.Rootless)
            throw new EngineException(ErrorKind.Unsupported, $"{verb} a container requires root", "CRIU writes and restores what only root may: run the container as root");
        var criu = ExecutableSearch.Find("criu")
            ?? throw new EngineException(ErrorKind.Unsupported, $"{verb} a container requires CRIU: there is no criu on this host", "install CRIU (Debian: apt-get install criu)");
        var run = RunAndCapture.Run(new SpawnRequest { Program = criu, Arguments = ["--version"] });
        if (VersionOf(run.OutputText) is not { } version || version < OldestVersion)
            throw new EngineException(ErrorKind.Unsupported, $"{verb} a container requires at least CRIU {OldestVersion}: {criu} is {Shown(run.OutputText)}", "install a newer CRIU");
        if (!runtime.CanCheckpoint())
            throw new EngineException(ErrorKind.Unsupported, $"{verb} a container: configured runtime {runtime.Name} does not support checkpoint/restore", "runc does, and crun where it was built with CRIU: name one with --runtime at create");
    }

    private static int? VersionOf(string text)
    {
        var match = VersionLine().Match(text);
        if (!match.Success) return null;
        var numbers = match.Groups[1].Value.Split('.').Select(static part => int.Parse(part, NumberStyles.None, CultureInfo.InvariantCulture)).ToArray();
        return (numbers[0] * Step * Step) + (numbers[1] * Step) + (numbers.Length > 2 ? numbers[2] : 0);
    }

    private static string Shown(string text) => VersionLine().Match(text) is { Success: true } match ? match.Groups[1].Value : "of an unknown version";

    [GeneratedRegex(@"Version:\s*(\d{1,4}\.\d{1,4}(?:\.\d{1,4})?)", RegexOptions.CultureInvariant)]
    private static partial Regex VersionLine();
}
