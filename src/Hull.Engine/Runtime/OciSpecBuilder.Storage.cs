using Hull.Engine.Containers;
using Hull.Oci.Runtime;

namespace Hull.Engine.Runtime;

/// <content>Mounts, in the order in which the runtime makes them: what lies higher in the tree first.</content>
internal static partial class OciSpecBuilder
{
    private static List<RuntimeMount> Mounts(ContainerConfig config, StartFacts facts)
    {
        var asked = facts.Mounts ?? config.Spec.Mounts ?? [];
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var mount in asked) taken.Add(mount.Destination);

        var mounts = new List<RuntimeMount>();
        AddKernel(mounts, config.Spec, facts with { Rootless = facts.Rootless || config.IdMaps is not null }, config.IdMaps is not null);
        AddShm(mounts, config.Spec, facts);
        AddFiles(mounts, config.Spec, facts);
        mounts.RemoveAll(mount => IsHidden(mount.Destination, taken));
        if (config.Spec.Systemd == "true") AddSystemd(mounts, config.Spec, facts, taken);
        if (facts.NotifyDirectory is { } notify) mounts.Add(Mount(NotifyTarget, "bind", notify, "bind", "rprivate", "nosuid", "nodev", "noexec"));
        if (facts.Init is { } init) mounts.Add(Mount(ResolveContainer.InitTarget, "bind", init, "bind", "ro", "rprivate"));
        mounts.AddRange(asked);
        return ByDepth(mounts);
    }

    // A mount of the caller's stands in place of the engine's own; with all of /dev the engine's mounts below it go too.
    private static bool IsHidden(string target, HashSet<string> taken) => taken.Contains(target)
        || (target.StartsWith("/dev/", StringComparison.Ordinal) && taken.Contains("/dev"))
        || (target.StartsWith("/run/", StringComparison.Ordinal) && taken.Contains("/run"));

    private static void AddKernel(List<RuntimeMount> mounts, ContainerSpec spec, StartFacts facts, bool hasOwnUsers)
    {
        var privileged = spec.Privileged == true;
        mounts.Add(Proc(spec, facts));
        string[] dev = ["nosuid", "noexec", "strictatime", "mode=755", "size=65536k"];
        mounts.Add(Mount("/dev", "tmpfs", "tmpfs", IsReadOnlyThroughout(spec) ? [.. dev, "ro"] : dev));
        mounts.Add(Sys(spec, facts, hasOwnUsers, privileged ? "rw" : "ro"));
        string[] pts = ["nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620"];
        mounts.Add(Mount("/dev/pts", "devpts", "devpts", facts.HasTtyGroup ? [.. pts, "gid=5"] : pts));
        if (facts.Mqueue)
        {
            mounts.Add(facts.Rootless && spec.IpcNamespace.Mode == "host"
                ? Mount("/dev/mqueue", "bind", "/dev/mqueue", "bind", "nosuid", "noexec", "nodev")
                : Mount("/dev/mqueue", "mqueue", "mqueue", "nosuid", "noexec", "nodev"));
        }

        var systemd = spec.Systemd == "true" && facts.CgroupV2;
        var cgroup = privileged || systemd || !Masking.IsMasked("/sys/fs/cgroup", spec.Unmask) ? "rw" : "ro";
        mounts.Add(Mount("/sys/fs/cgroup", "cgroup", "cgroup", "rprivate", "nosuid", "noexec", "nodev", "relatime", cgroup));
    }

    // A user namespace mounts proc, sysfs and mqueue only of namespaces that it owns (mount_namespaces(7)); of the host's they are bound.
    private static RuntimeMount Proc(ContainerSpec spec, StartFacts facts)
    {
        if (facts.Rootless && spec.PidNamespace.Mode == "host") return Mount("/proc", "bind", "/proc", "rbind", "nosuid", "noexec", "nodev");
        return spec.ProcfsOptions is { Count: > 0 } options
            ? new RuntimeMount { Destination = "/proc", Type = "proc", Source = "proc", Options = options }
            : Mount("/proc", "proc", "proc", "nosuid", "noexec", "nodev");
    }

    private static RuntimeMount Sys(ContainerSpec spec, StartFacts facts, bool hasOwnUsers, string access)
    {
        // The namespace of another container belongs to that one's users, or to nobody's but the host's.
        if (facts.Rootless && (spec.NetworkNamespace.Mode is "host" or "path" || hasOwnUsers && spec.NetworkNamespace.Mode == "container" && spec.UserNamespace != spec.NetworkNamespace)) return Mount("/sys", "bind", "/sys", "rprivate", "nosuid", "noexec", "nodev", access, "rbind");
        return access == "rw"
            ? Mount("/sys", "sysfs", "sysfs", "rprivate", "nosuid", "noexec", "nodev", "rw")
            : Mount("/sys", "sysfs", "sysfs", "nosuid", "noexec", "nodev", "ro");
    }

    private static void AddShm(List<RuntimeMount> mounts, ContainerSpec spec, StartFacts facts)
    {
        if (facts.ShmDirectory is { } directory)
        {
            string[] options = ["bind", "rprivate", "nosuid", "noexec", "nodev"];
            mounts.Add(Mount("/dev/shm", "bind", directory, IsReadOnlyThroughout(spec) ? [.. options, "ro"] : options));
        }
        else if (spec.IpcNamespace.Mode != "none")
        {
            string[] options = ["rprivate", "nosuid", "noexec", "nodev", "mode=1777", $"size={spec.ShmSize ?? 0}"];
            mounts.Add(Mount("/dev/shm", "tmpfs", "shm", IsReadOnlyThroughout(spec) ? [.. options, "ro"] : options));
        }
    }

    private static void AddFiles(List<RuntimeMount> mounts, ContainerSpec spec, StartFacts facts)
    {
        string[] options = spec.ReadOnlyFilesystem == true ? ["bind", "rprivate", "ro", "nosuid", "noexec", "nodev"] : ["bind", "rprivate"];
        foreach (var (target, file) in facts.Files)
        {
            mounts.Add(Mount(target, "bind", file, options));
            foreach (var directory in spec.ChrootDirectories ?? []) mounts.Add(Mount(ContainerPath.Clean(directory + target), "bind", file, options));
        }
    }

    private static bool IsReadOnlyThroughout(ContainerSpec spec) => spec.ReadOnlyFilesystem == true && spec.ReadWriteTmpfs != true;

    private static RuntimeMount Mount(string target, string type, string source, params string[] options) =>
        new() { Destination = target, Type = type, Source = source, Options = options };

    // A few mounts, nearly in order: insertion keeps those of equal depth as they stand.
    private static List<RuntimeMount> ByDepth(List<RuntimeMount> mounts)
    {
        for (var i = 1; i < mounts.Count; i++)
        {
            var mount = mounts[i];
            var depth = ContainerPath.Depth(mount.Destination);
            var place = i;
            for (; place > 0 && ContainerPath.Depth(mounts[place - 1].Destination) > depth; place--) mounts[place] = mounts[place - 1];
            mounts[place] = mount;
        }

        return mounts;
    }

    // A shared or slave mount inside only works where the root mount above it is one.
    private static string? RootPropagation(List<RuntimeMount> mounts)
    {
        string? result = null;
        foreach (var mount in mounts)
        {
            foreach (var option in mount.Options ?? [])
            {
                if (option is "shared" or "rshared") return "shared";
                if (option is "slave" or "rslave") result = "rslave";
            }
        }

        return result;
    }
}
