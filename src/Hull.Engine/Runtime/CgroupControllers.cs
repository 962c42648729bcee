using System.Globalization;
using Hull.Linux.Cgroups;
using Hull.Linux.Descriptors;

namespace Hull.Engine.Runtime;

/// <summary>The controllers that a container's cgroup can have: for root the hierarchies' own, for an ordinary user what systemd hands down.</summary>
internal static class CgroupControllers
{
    /// <summary>Whether limits of a controller can be set.</summary>
    /// <param name="layout">The hierarchies.</param>
    /// <param name="user">The ordinary user whose systemd makes the cgroup; null for root.</param>
    /// <param name="controller">The controller, in the words of cgroup v2.</param>
    public static bool Have(CgroupLayout layout, uint? user, string controller)
    {
        if (user is not { } id || layout.Mode != CgroupMode.Version2) return layout.Controllers.Contains(controller);
        // Where the user's systemd runs in another place than usual, the runtime finds out.
        var given = KernelFile.TryReadText(FileOfUser(layout.Hierarchies[0].MountPoint, id));
        return given is null || given.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Contains(controller);
    }

    /// <summary>The file that lists what the user's systemd was given.</summary>
    public static string FileOfUser(string mountPoint, uint user) => string.Create(
        CultureInfo.InvariantCulture, $"{mountPoint}/user.slice/user-{user}.slice/user@{user}.service/cgroup.controllers");
}
