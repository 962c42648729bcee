using Hull.Core;
using Hull.Oci.Runtime;

namespace Hull.Engine.Containers;

/// <summary>
/// Mount options as people give them, checked and completed as Podman does: a contradiction is an error, and what was not said is rw,
/// rprivate, and for a tmpfs nosuid, nodev and tmpcopyup, for a volume nosuid, nodev and rbind, for a bind rbind and the restrictions of the
/// source's own file system. Words that are the engine's own business (U, idmap, nocopy …) stay among them; the start takes them out.
/// </summary>
internal sealed class MountOptions
{
    /// <summary>The word that gives the mounted files to the container's user.</summary>
    public const string Chown = "U";

    /// <summary>The word that maps the owners of the mounted files.</summary>
    public const string IdMap = "idmap";

    /// <summary>The word that mounts a link instead of what it leads to.</summary>
    public const string NoDereference = "no-dereference";

    /// <summary>The word that keeps an empty volume from being filled.</summary>
    public const string NoCopy = "nocopy";

    private const string Duplicate = "duplicate mount option passed";

    private readonly List<string> _options = [];
    private readonly HashSet<string> _groups = [];
    private readonly Kind _kind;

    private MountOptions(Kind kind) => _kind = kind;

    private enum Kind
    {
        Bind,
        Volume,
        Tmpfs,
    }

    /// <summary>Whether a mount is a bind: by its type, or by an option where it has none.</summary>
    public static bool IsBind(RuntimeMount mount)
    {
        if (!string.IsNullOrEmpty(mount.Type) && mount.Type != "none") return mount.Type == "bind";
        foreach (var option in mount.Options ?? [])
        {
            if (option is "bind" or "rbind") return true;
        }

        return false;
    }

    /// <summary>Whether an option is the engine's business and no word of the runtime's.</summary>
    public static bool IsOwn(string option) =>
        option is Chown or NoDereference or NoCopy or "copy" or NamedVolume.NoCreate or IdMap || option.StartsWith(IdMap + "=", StringComparison.Ordinal);

    /// <summary>The options of a tmpfs or ramfs.</summary>
    /// <param name="given">As people give them.</param>
    /// <exception cref="EngineException">InvalidArgument: an unknown option, or two that exclude each other.</exception>
    /// <param name="isRamfs">Whether it is a ramfs, into which no runtime copies what the image has at its place.</param>
    public static IReadOnlyList<string> OfTmpfs(IReadOnlyList<string> given, bool isRamfs = false)
    {
        var options = new MountOptions(Kind.Tmpfs);
        foreach (var option in given) options.Add(option);
        options.Default("write", "rw");
        options.Default("propagation", "rprivate");
        options.Default("suid", "nosuid");
        options.Default("dev", "nodev");
        if (!isRamfs) options.Default("copyup", "tmpcopyup");
        else if (options._options.Contains("tmpcopyup")) throw Bad("the 'tmpcopyup' option is only allowed with tmpfs mounts");
        return options._options;
    }

    /// <summary>The options of a volume.</summary>
    /// <param name="given">As people give them.</param>
    /// <param name="selinux">Whether the host has SELinux on, which gives z and Z a meaning.</param>
    /// <exception cref="EngineException">As <see cref="OfBind"/>.</exception>
    public static IReadOnlyList<string> OfVolume(IReadOnlyList<string> given, bool selinux)
    {
        var options = new MountOptions(Kind.Volume);
        foreach (var option in given) options.AddUnlessLabel(option, selinux);
        options.Default("write", "rw");
        options.Default("propagation", "rprivate");
        options.Default("suid", "nosuid");
        options.Default("dev", "nodev");
        options.Default("bind", "rbind");
        return options._options;
    }

    /// <summary>The options of a bind mount.</summary>
    /// <param name="given">As people give them.</param>
    /// <param name="source">The source on the host.</param>
    /// <param name="selinux">Whether the host has SELinux on, which gives z and Z a meaning.</param>
    /// <exception cref="EngineException">InvalidArgument: an unknown option, or two that exclude each other; Unsupported: SELinux is to relabel.</exception>
    public static IReadOnlyList<string> OfBind(IReadOnlyList<string> given, HostPath source, bool selinux)
    {
        var options = new MountOptions(Kind.Bind);
        foreach (var option in given) options.AddUnlessLabel(option, selinux);
        options.Default("write", "rw");
        options.Default("propagation", options._options.Contains("bind") ? "private" : "rprivate");
        if (source.NoExec) options.Default("exec", "noexec");
        if (source.NoSuid) options.Default("suid", "nosuid");
        if (source.NoDev) options.Default("dev", "nodev");
        options.Default("bind", "rbind");
        return options._options;
    }

    private void AddUnlessLabel(string option, bool selinux)
    {
        if (option is "z" or "Z" && selinux)
            throw new EngineException(ErrorKind.Unsupported, $"mount option {option}: SELinux relabelling is not supported by this version");
        Add(option);
    }

    private void Add(string option)
    {
        var end = option.IndexOf('=', StringComparison.Ordinal);
        var name = end < 0 ? option : option[..end];
        switch (name)
        {
            case "exec" or "noexec":
                Keep(option, "exec", "only one of 'noexec' and 'exec' can be used");
                break;
            case "suid" or "nosuid":
                Keep(option, "suid", "only one of 'nosuid' and 'suid' can be used");
                break;
            case "dev" or "nodev":
                Keep(option, "dev", "only one of 'nodev' and 'dev' can be used");
                break;
            case "rw" or "ro":
                Keep(option, "write", "only one of 'rw' and 'ro' can be used");
                break;
            case "private" or "rprivate" or "slave" or "rslave" or "shared" or "rshared" or "unbindable" or "runbindable":
                Keep(option, "propagation", "only one root propagation mode can be used");
                break;
            case Chown:
                Keep(option, "chown", "the 'U' option can only be set once");
                break;
            // Docker's words for shared file systems on a Mac, without meaning here; Podman passes over them too.
            case "cached" or "delegated" or "consistency":
                break;
            default:
                if (_kind == Kind.Tmpfs) AddTmpfs(option, name);
                else AddBind(option, name);
                break;
        }
    }

    private void AddTmpfs(string option, string name)
    {
        switch (name)
        {
            case "size":
                Keep(option, "size", "only one tmpfs size can be specified");
                break;
            case "mode":
                Keep(option, "mode", "only one tmpfs mode can be specified");
                break;
            case "tmpcopyup":
                Keep(option, "copyup", "the 'tmpcopyup' or 'notmpcopyup' option can only be set once");
                break;
            case "notmpcopyup":
                // A word between user and engine: the runtime only knows the positive one.
                Take("copyup", "the 'tmpcopyup' or 'notmpcopyup' option can only be set once");
                break;
            case "noswap":
                Keep(option, "noswap", "the 'noswap' option can only be set once");
                break;
            case "noatime":
                Keep(option, "atime", "the 'noatime' option can only be set once");
                break;
            // The kernel's own (tmpfs(5)).
            case "uid" or "gid" or "nr_inodes" or "nr_blocks" or "huge" or "mpol":
                Keep(option, name, $"the '{name}' option can only be set once");
                break;
            case "bind" or "rbind":
                throw Bad("the 'bind' and 'rbind' options are not allowed with tmpfs mounts");
            case "z" or "Z":
                throw Bad("the 'z' and 'Z' options are not allowed with tmpfs mounts");
            default:
                throw Bad($"unknown mount option \"{option}\"");
        }
    }

    private void AddBind(string option, string name)
    {
        switch (name)
        {
            case "bind" or "rbind":
                Keep(option, "bind", "only one of 'rbind' and 'bind' can be used");
                break;
            case "z" or "Z":
                Take("label", "only one of 'z' and 'Z' can be used");
                break;
            case "copy" or NoCopy:
                // Only a volume is ever filled from the image.
                if (_kind == Kind.Volume) Keep(option, "copy", "only one of 'nocopy' and 'copy' can be used");
                else Take("copy", "only one of 'nocopy' and 'copy' can be used");
                break;
            case IdMap:
                Keep(option, IdMap, "the 'idmap' option can only be set once");
                break;
            case NoDereference when _kind == Kind.Bind:
                Keep(option, NoDereference, "the 'no-dereference' option can only be set once");
                break;
            case NamedVolume.NoCreate when _kind == Kind.Volume:
                Keep(option, NamedVolume.NoCreate, "the 'nocreate' option can only be set once");
                break;
            case NamedVolume.NoCreate:
                throw Bad("the 'nocreate' option is only allowed with named volumes");
            case "size" or "mode" or "tmpcopyup" or "notmpcopyup" or "noswap" or "noatime":
                throw Bad($"the '{name}' option is only allowed with tmpfs mounts");
            case "O" or "upperdir" or "workdir":
                throw Bad($"the '{name}' option is only allowed with overlay mounts");
            default:
                throw Bad($"unknown mount option \"{option}\"");
        }
    }

    private void Keep(string option, string group, string onlyOnce)
    {
        Take(group, onlyOnce);
        _options.Add(option);
    }

    private void Take(string group, string onlyOnce)
    {
        if (!_groups.Add(group)) throw new EngineException(ErrorKind.InvalidArgument, $"{onlyOnce}: {Duplicate}");
    }

    private void Default(string group, string option)
    {
        if (_groups.Add(group)) _options.Add(option);
    }

    private static EngineException Bad(string message) => new(ErrorKind.InvalidArgument, message + ": invalid mount option");
}
