using System.Text.Json;
using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Runtime;
using Hull.Linux.Mounts;
using Hull.Linux.Namespaces;
using Hull.Linux.Processes;

namespace Hull.Engine.Doctor;

/// <summary>
/// Lays an overlay where the store's would lie, in a mount namespace of a thread's own. An ordinary user may do that only inside the user's
/// namespace: there another hull looks, and by the way it is seen whether the namespace can be entered.
/// </summary>
internal static class CheckOverlay
{
    private const string Name = "overlay";
    internal const string NamespaceName = "namespace";

    public static IEnumerable<Finding> Look(ExaminedHost host)
    {
        if (!host.Rootless || host.IsInside) return [Try(host)];
        try
        {
            var program = FindPrograms.Hull(host.Settings);
            return FromInside(host.Run(program, Command(program, host.Settings)));
        }
        catch (EngineException e)
        {
            return [Finding.Warning(Name, $"not tried: {e.Message}", e.Hint)];
        }
    }

    /// <summary>What the other hull has found; pure.</summary>
    internal static IEnumerable<Finding> FromInside(CapturedRun run)
    {
        // It ends with 1 where something is bad, with 125 where it has not come so far.
        if (run.OutputText.StartsWith('['))
        {
            yield return Finding.Good(NamespaceName, "entered");
            var found = JsonSerializer.Deserialize(run.OutputText, DoctorJson.Default.IReadOnlyListFinding) ?? [];
            foreach (var finding in found.Where(static finding => finding.Name == Name)) yield return finding;
            yield break;
        }

        var lines = run.ErrorText.Split('\n');
        yield return Finding.Bad(NamespaceName, After(lines, "Error: ") ?? $"hull unshare: {run.Status}", After(lines, "Hint: "));
        yield return Finding.Warning(Name, "not tried, for want of a namespace");
    }

    private static List<string> Command(string program, EngineSettings settings) =>
        ["unshare", program, "doctor", "--format", "json", "--root", settings.Root, "--runroot", settings.RunRoot];

    private static string? After(string[] lines, string word) =>
        lines.FirstOrDefault(line => line.StartsWith(word, StringComparison.Ordinal)) is { } line ? line[word.Length..] : null;

    private static Finding Try(ExaminedHost host)
    {
        var place = CheckStore.NearestDirectory(host.Settings.Root);
        var folder = Path.Join(place, $".hull-doctor-{Environment.ProcessId}");
        try
        {
            foreach (var name in (ReadOnlySpan<string>)["lower", "upper", "work", "merged"]) Directory.CreateDirectory(Path.Join(folder, name));
            Mount(folder, host.Rootless);
            return Finding.Good(Name, host.Rootless ? "mounted with userxattr" : "mounted");
        }
        catch (EngineException e)
        {
            return Finding.Bad(Name, $"{place}: {e.Message}", "boot a kernel of 5.11 or newer, and name a directory on ext4, xfs, btrfs or tmpfs with --root");
        }
        finally
        {
            if (Directory.Exists(folder)) Hull.Linux.DeleteTree.Delete(folder);
        }
    }

    private static void Mount(string folder, bool userAttributes) => IsolatedThread.Run([], NamespaceKinds.Mount, () =>
    {
        Hull.Linux.Mounts.Mount.SetPropagation("/", Propagation.Slave, recursive: true);
        MountOverlay.Attach(
            new OverlayMount
            {
                LowerDirectories = [Path.Join(folder, "lower")],
                UpperDirectory = Path.Join(folder, "upper"),
                WorkDirectory = Path.Join(folder, "work"),
                UsesUserAttributes = userAttributes,
            },
            Path.Join(folder, "merged"));
        // A name that was there and is deleted leaves a mark above, which is what a file system may refuse.
        Directory.CreateDirectory(Path.Join(folder, "merged/new"));
    });
}
