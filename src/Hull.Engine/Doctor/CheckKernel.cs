using System.Globalization;

namespace Hull.Engine.Doctor;

/// <summary>The kernel's version against the newest system call that is needed: openat2(2) of 5.6, for users overlay of 5.11.</summary>
internal static class CheckKernel
{
    private static readonly Version OpenAt2 = new(5, 6);
    private static readonly Version UserOverlay = new(5, 11);

    public static IEnumerable<Finding> Look(ExaminedHost host)
    {
        var version = Parse(host.KernelRelease);
        if (version is null) yield return Finding.Warning("kernel", $"release {host.KernelRelease}: no version in it");
        else if (version < OpenAt2) yield return Finding.Bad("kernel", $"{host.KernelRelease}: Hull needs openat2(2), which came with 5.6", "boot a kernel of 5.11 or newer");
        else if (host.Rootless && version < UserOverlay)
            yield return Finding.Warning("kernel", $"{host.KernelRelease}: users have overlayfs from 5.11 on", "boot a kernel of 5.11 or newer, or run containers as root");
        else yield return Finding.Good("kernel", host.KernelRelease);
        if (!Knows(host, "overlay"))
        {
            yield return host.Rootless
                ? Finding.Bad(
                    "overlayfs", "the kernel has not loaded it, and a user may not have it loaded",
                    "sudo modprobe overlay && echo overlay | sudo tee /etc/modules-load.d/overlay.conf")
                : Finding.Warning("overlayfs", "the kernel has not loaded it yet", "modprobe overlay");
        }
    }

    /// <summary>The first two numbers of a release; null where it does not begin with them.</summary>
    internal static Version? Parse(string release)
    {
        var parts = release.Split('.', '-', '+', '_');
        return parts.Length >= 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minor)
            ? new Version(major, minor)
            : null;
    }

    // A line of /proc/filesystems: "nodev" or nothing, a tab, the type.
    private static bool Knows(ExaminedHost host, string type) =>
        (host.KernelText("/proc/filesystems") ?? "").Split('\n').Any(line => line.Split('\t')[^1] == type);
}
