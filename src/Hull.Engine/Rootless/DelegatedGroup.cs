using System.Globalization;
using Hull.Engine.Runtime;
using Hull.Linux.Cgroups;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Rootless;

/// <summary>
/// With cgroup v2 a user may move a process into a container's cgroup only from below what the user's systemd was given: from a session, which is the
/// host's, the kernel refuses (cgroup-v2.rst, delegation containment).
/// </summary>
internal static class DelegatedGroup
{
    /// <summary>Moves this process there, into a scope of its own, where it is elsewhere; does nothing for root.</summary>
    public static void Enter(ILogger log)
    {
        if (RootlessCaller.OfThisProcess() is not { } caller) return;
        var layout = CgroupLayout.Read();
        if (layout.Mode != CgroupMode.Version2 || IsBelow(layout.Hierarchies[0].OwnPath, caller.UserId)) return;
        OwnScope.Move(
            rootless: true, string.Create(CultureInfo.InvariantCulture, $"hull-{Environment.ProcessId}"), "hull exec", [Environment.ProcessId], log);
    }

    /// <summary>Whether a group lies below the user's systemd.</summary>
    internal static bool IsBelow(string path, uint user) =>
        path.Contains(string.Create(CultureInfo.InvariantCulture, $"/user@{user}.service/"), StringComparison.Ordinal);
}
