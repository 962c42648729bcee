using Hull.Core;

namespace Hull.Engine.Containers;

/// <summary>The capabilities of Linux by name, and Podman's rules of adding and dropping them.</summary>
internal static class Capabilities
{
    /// <summary>CAP_SYS_RESOURCE, by number.</summary>
    public const int SysResource = 24;

    private const string All = "ALL";

    // Index is the number (linux/capability.h).
    private static readonly string[] Names =
    [
        "CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_DAC_READ_SEARCH", "CAP_FOWNER", "CAP_FSETID", "CAP_KILL", "CAP_SETGID", "CAP_SETUID",
        "CAP_SETPCAP", "CAP_LINUX_IMMUTABLE", "CAP_NET_BIND_SERVICE", "CAP_NET_BROADCAST", "CAP_NET_ADMIN", "CAP_NET_RAW",
        "CAP_IPC_LOCK", "CAP_IPC_OWNER", "CAP_SYS_MODULE", "CAP_SYS_RAWIO", "CAP_SYS_CHROOT", "CAP_SYS_PTRACE", "CAP_SYS_PACCT",
        "CAP_SYS_ADMIN", "CAP_SYS_BOOT", "CAP_SYS_NICE", "CAP_SYS_RESOURCE", "CAP_SYS_TIME", "CAP_SYS_TTY_CONFIG", "CAP_MKNOD",
        "CAP_LEASE", "CAP_AUDIT_WRITE", "CAP_AUDIT_CONTROL", "CAP_SETFCAP", "CAP_MAC_OVERRIDE", "CAP_MAC_ADMIN", "CAP_SYSLOG",
        "CAP_WAKE_ALARM", "CAP_BLOCK_SUSPEND", "CAP_AUDIT_READ", "CAP_PERFMON", "CAP_BPF", "CAP_CHECKPOINT_RESTORE",
    ];

    /// <summary>All names, by number.</summary>
    public static IReadOnlyList<string> Known => Names;

    /// <summary>How many there are; numbers run from 0.</summary>
    public static int Count => Names.Length;

    /// <summary>The name of a number below <see cref="Count"/>.</summary>
    public static string NameOf(int number) => Names[number];

    /// <summary>Reads names as people write them: chown, CAP_CHOWN, all; upper case with prefix comes out.</summary>
    /// <param name="names">The names.</param>
    /// <exception cref="EngineException">InvalidArgument: a name that no kernel has.</exception>
    public static List<string> Normalize(IReadOnlyList<string> names)
    {
        var result = new List<string>(names.Count);
        foreach (var given in names)
        {
            var name = given.ToUpperInvariant();
            if (name != All && !name.StartsWith("CAP_", StringComparison.Ordinal)) name = "CAP_" + name;
            if (name != All && Array.IndexOf(Names, name) < 0)
                throw new EngineException(ErrorKind.InvalidArgument, $"\"{name}\": unknown capability");
            result.Add(name);
        }

        return result;
    }

    /// <summary>
    /// What remains of <paramref name="initial"/> after adding and dropping. Adding all starts from the bounding set; dropping all leaves
    /// what is added. What the bounding set lacks cannot be given and is left out, as Podman does.
    /// </summary>
    /// <param name="initial">The defaults, normalized.</param>
    /// <param name="add">Added, as people write them.</param>
    /// <param name="drop">Dropped, as people write them.</param>
    /// <param name="bounding">The engine's own bounding set.</param>
    /// <returns>Sorted names.</returns>
    /// <exception cref="EngineException">InvalidArgument: an unknown name, or one both added and dropped.</exception>
    public static List<string> Merge(IReadOnlyList<string> initial, IReadOnlyList<string> add, IReadOnlyList<string> drop, IReadOnlyList<string> bounding)
    {
        var adds = Normalize(add);
        var drops = Normalize(drop);
        var addsAll = adds.Contains(All);
        var dropsAll = drops.Contains(All);
        if (addsAll && dropsAll)
            throw new EngineException(ErrorKind.InvalidArgument, "adding all caps and removing all caps not allowed");
        foreach (var name in adds)
        {
            if (name != All && !dropsAll && drops.Contains(name))
                throw new EngineException(ErrorKind.InvalidArgument, $"capability \"{name}\" cannot be dropped and added");
        }

        var result = new List<string>();
        if (!dropsAll) AddMissing(result, addsAll ? bounding : Normalize(initial), drops);
        AddMissing(result, adds, []);
        result.RemoveAll(name => !Contains(bounding, name));
        result.Sort(StringComparer.Ordinal);
        return result;
    }

    private static void AddMissing(List<string> result, IReadOnlyList<string> names, List<string> except)
    {
        foreach (var name in names)
        {
            if (!result.Contains(name) && !except.Contains(name)) result.Add(name);
        }
    }

    private static bool Contains(IReadOnlyList<string> names, string name)
    {
        foreach (var other in names)
        {
            if (other == name) return true;
        }

        return false;
    }
}
