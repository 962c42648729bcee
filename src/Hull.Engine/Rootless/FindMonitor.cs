using System.Globalization;
using Hull.Linux.Descriptors;
using Hull.Linux.Namespaces;
using Hull.Linux.Processes;

namespace Hull.Engine.Rootless;

/// <summary>
/// Finds a conmon of the user's in the user's namespace: where the pause process was killed, it holds the namespace that running containers
/// are in, and no other may be made beside it.
/// </summary>
internal static class FindMonitor
{
    // What Hull has conmon run at the end of a container, and nobody else in this form.
    private const string ExitArgument = "--exit-command-arg=cleanup";

    /// <summary>One of them; null if none lives.</summary>
    /// <param name="user">The user, as this process knows the user.</param>
    /// <param name="inside">Whether this process is in the namespace, too.</param>
    public static ProcessIdentity? Of(uint user, bool inside)
    {
        var own = NamespaceFile.TryGetId(0, NamespaceKinds.User);
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(directory.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)) continue;
            if (!Hull.Linux.PathStatus.TryRead(directory, out var status, out _) || status.Uid != user) continue;
            if (ProcessIdentity.TryRead(pid) is not { IsAlive: true } process || !IsMonitor(directory)) continue;
            if (NamespaceFile.TryGetId(pid, NamespaceKinds.User) is { } other && other == own == inside) return process;
        }

        return null;
    }

    private static bool IsMonitor(string directory) => KernelFile.TryReadText(directory + "/comm")?.Trim() == "conmon"
        && KernelFile.TryReadText(directory + "/cmdline") is { } line && line.Split('\0').Contains(ExitArgument);
}
