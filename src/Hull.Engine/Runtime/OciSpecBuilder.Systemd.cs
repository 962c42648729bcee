using Hull.Engine.Containers;
using Hull.Oci.Runtime;

namespace Hull.Engine.Runtime;

/// <content>What systemd inside needs, and the socket that readiness is told to (podman-run(1), --systemd and --sdnotify).</content>
internal static partial class OciSpecBuilder
{
    /// <summary>Where the directory with the notification socket appears inside; the place is Podman's.</summary>
    public const string NotifyTarget = "/run/notify";

    private const string SystemdHierarchy = "/sys/fs/cgroup/systemd";

    private static readonly (string Target, string Mode)[] SystemdDirectories =
        [("/run", "mode=755"), ("/run/lock", "mode=755"), ("/tmp", "mode=1777"), ("/var/log/journal", "mode=755")];

    private static void AddSystemd(List<RuntimeMount> mounts, ContainerSpec spec, StartFacts facts, HashSet<string> taken)
    {
        foreach (var (target, mode) in SystemdDirectories)
        {
            if (taken.Contains(target)) continue;
            string[] options = ["rw", "rprivate", "nosuid", "nodev", "tmpcopyup", mode];
            mounts.Add(Mount(target, "tmpfs", "tmpfs", spec.ShmSizeSystemd is > 0 and var size ? [.. options, $"size={size}"] : options));
        }
        if (!facts.CgroupV2 && facts.HasSystemdHierarchy && !taken.Contains(SystemdHierarchy))
            mounts.Add(Mount(SystemdHierarchy, "bind", SystemdHierarchy, "bind", "rprivate", "nosuid", "noexec", "nodev"));
    }
}
