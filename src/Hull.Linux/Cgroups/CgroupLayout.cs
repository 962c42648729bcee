using System.Globalization;
using Hull.Core;
using Hull.Linux.Descriptors;
using Hull.Linux.Mounts;

namespace Hull.Linux.Cgroups;

/// <summary>
/// The cgroup hierarchies that are really mounted. /proc/cgroups also names controllers that no hierarchy carries, so only
/// /proc/self/cgroup and the mount table count (cgroups(7)).
/// </summary>
public sealed record CgroupLayout
{
    private const string UsualPlace = "/sys/fs/cgroup";

    /// <summary>The hierarchies, in the order of /proc/self/cgroup.</summary>
    public required IReadOnlyList<CgroupHierarchy> Hierarchies { get; init; }

    /// <summary>Which versions there are.</summary>
    public CgroupMode Mode => (Hierarchies.Any(h => !h.IsVersion2), Hierarchies.Any(h => h.IsVersion2)) switch
    {
        (true, true) => CgroupMode.Hybrid,
        (true, false) => CgroupMode.Version1,
        (false, true) => CgroupMode.Version2,
        _ => CgroupMode.None,
    };

    /// <summary>Whether crun works: it refuses v1 beside a v2 hierarchy that has controllers (libcrun's cgroup.c).</summary>
    public bool CanRunCrun => Mode is CgroupMode.Version1 or CgroupMode.Version2
        || (Mode == CgroupMode.Hybrid && Hierarchies.First(h => h.IsVersion2).Controllers.Count == 0);

    /// <summary>Whether swap can be limited: always in v2; in v1 where the kernel keeps the account (swapaccount=1).</summary>
    public bool LimitsSwap => Mode == CgroupMode.Version2
        || (Hierarchies.FirstOrDefault(h => h.Controllers.Contains("memory"))?.MountPoint is { } memory && File.Exists(memory + "/memory.memsw.limit_in_bytes"));

    /// <summary>All controllers of all hierarchies.</summary>
    public IEnumerable<string> Controllers => Hierarchies.SelectMany(h => h.Controllers).Where(c => !c.StartsWith("name=", StringComparison.Ordinal));

    /// <summary>The path of this process's own group: that of v2, else the longest of v1's.</summary>
    public string OwnPath => Hierarchies.OrderByDescending(h => Mode == CgroupMode.Version2 && h.IsVersion2).ThenByDescending(h => h.OwnPath.Length).FirstOrDefault()?.OwnPath ?? "/";

    /// <summary>Reads the layout of the calling thread's mount namespace.</summary>
    public static CgroupLayout Read()
        => Parse(MountTable.Read(), KernelFile.ReadText("/proc/self/cgroup"), mountPoint => KernelFile.TryReadText(mountPoint + "/cgroup.controllers") ?? "");

    /// <summary>The layout that a mount table and a /proc/self/cgroup show.</summary>
    /// <param name="mounts">The mount table.</param>
    /// <param name="ownGroups">The text of /proc/self/cgroup.</param>
    /// <param name="readControllers">Gives the text of cgroup.controllers of a v2 mount point.</param>
    /// <exception cref="EngineException">Corrupt: a line of a wrong form.</exception>
    public static CgroupLayout Parse(IReadOnlyList<MountEntry> mounts, string ownGroups, Func<string, string> readControllers)
    {
        List<CgroupHierarchy> hierarchies = [];
        foreach (var (controllers, path) in ParseGroups(ownGroups))
        {
            var isVersion2 = controllers.Length == 0;
            if (FindMount(mounts, controllers) is not { } mount) continue;
            hierarchies.Add(new CgroupHierarchy
            {
                IsVersion2 = isVersion2,
                Controllers = isVersion2 ? readControllers(mount.MountPoint).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) : controllers,
                MountPoint = mount.MountPoint,
                Root = mount.Root,
                OwnPath = path,
            });
        }

        return new CgroupLayout { Hierarchies = hierarchies };
    }

    /// <summary>A group of the same path in every hierarchy, as OCI runtimes make it; it need not exist.</summary>
    /// <param name="path">Absolute, from the mount points.</param>
    /// <exception cref="EngineException">InvalidArgument: not absolute, or with a part that leads elsewhere.</exception>
    public Cgroup At(string path)
    {
        var parts = path.Split('/');
        if (parts.Length < 2 || parts[0].Length != 0 || parts.Skip(1).Any(part => part is "" or "." or ".."))
            throw new EngineException(ErrorKind.InvalidArgument, $"cgroup path {path}: must be absolute, without empty parts, . and ..");
        return new Cgroup { Path = path, Directories = [.. Hierarchies.Select(h => new CgroupDirectory(h, h.Below(path)))] };
    }

    /// <summary>The groups that a process is in, which may differ between hierarchies; null if it is gone.</summary>
    public Cgroup? OfProcess(int pid)
    {
        var text = KernelFile.TryReadText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/cgroup"));
        if (text is null) return null;
        List<CgroupDirectory> directories = [];
        var shown = "/";
        foreach (var (controllers, path) in ParseGroups(text))
        {
            var hierarchy = controllers.Length == 0
                ? Hierarchies.FirstOrDefault(h => h.IsVersion2)
                : Hierarchies.FirstOrDefault(h => !h.IsVersion2 && h.Controllers.SequenceEqual(controllers));
            if (hierarchy?.DirectoryOf(path) is not { } directory) continue;
            directories.Add(new CgroupDirectory(hierarchy, directory));
            if (shown.Length < path.Length) shown = path;
        }

        return new Cgroup { Path = shown, Directories = directories };
    }

    // hierarchy-ID:controller-list:cgroup-path; the path may hold colons.
    private static IEnumerable<(string[] Controllers, string Path)> ParseGroups(string text)
    {
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var fields = line.Split(':', 3);
            if (fields.Length != 3 || !fields[2].StartsWith('/'))
                throw new EngineException(ErrorKind.Corrupt, $"/proc/PID/cgroup: malformed line: {line}");
            yield return (fields[1].Split(',', StringSplitOptions.RemoveEmptyEntries), fields[2]);
        }
    }

    /// <summary>The mount that carries these controllers (none: v2); of several the one at the usual place.</summary>
    private static MountEntry? FindMount(IReadOnlyList<MountEntry> mounts, string[] controllers)
    {
        MountEntry? found = null;
        foreach (var mount in mounts)
        {
            var fits = controllers.Length == 0
                ? mount.FileSystemType == "cgroup2"
                : mount.FileSystemType == "cgroup" && controllers.All(mount.SuperOptions.Split(',').Contains);
            if (!fits) continue;
            // What is mounted at the same place later hides the one before.
            if (found is null || mount.MountPoint == found.MountPoint || (mount.MountPoint.StartsWith(UsualPlace, StringComparison.Ordinal)
                && !found.MountPoint.StartsWith(UsualPlace, StringComparison.Ordinal))) found = mount;
        }

        return found;
    }
}
