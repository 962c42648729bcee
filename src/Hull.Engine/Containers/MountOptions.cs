using Hull.Core;
using Hull.Oci.Runtime;

namespace Hull.Engine.Containers;

/// <summary>
/// Mount options as people give them, checked and completed as Podman does: a contradiction is an error, and what was not said is rw,
/// rprivate, and for a tmpfs nosuid, nodev and tmpcopyup, for a bind rbind and the restrictions of the source's own file system.
/// </summary>
internal sealed class MountOptions
{
    private readonly List<string> _options = [];
    private readonly HashSet<string> _groups = [];
    private readonly bool _isTmpfs;

    private MountOptions(bool isTmpfs) => _isTmpfs = isTmpfs;

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

    /// <summary>The options of a tmpfs.</summary>
    /// <param name="given">As people give them.</param>
    /// <exception cref="EngineException">InvalidArgument: an unknown option, or two that exclude each other.</exception>
    public static IReadOnlyList<string> OfTmpfs(IReadOnlyList<string> given)
    {
        var options = new MountOptions(isTmpfs: true);
        foreach (var option in given) options.Add(option);
        options.Default("write", "rw");
        options.Default("propagation", "rprivate");
        options.Default("suid", "nosuid");
        options.Default("dev", "nodev");
        options.Default("copyup", "tmpcopyup");
        return options._options;
    }

    /// <summary>The options of a bind mount.</summary>
    /// <param name="given">As people give them.</param>
    /// <param name="source">The source on the host.</param>
    /// <param name="selinux">Whether the host has SELinux on, which gives z and Z a meaning.</param>
    /// <exception cref="EngineException">InvalidArgument: an unknown option, or two that exclude each other; Unsupported: one that this version lacks.</exception>
    public static IReadOnlyList<string> OfBind(IReadOnlyList<string> given, HostPath source, bool selinux)
    {
        var options = new MountOptions(isTmpfs: false);
        foreach (var option in given)
        {
            if (option is "z" or "Z" && selinux)
                throw new EngineException(ErrorKind.Unsupported, $"mount option {option}: SELinux relabelling is not supported by this version");
            options.Add(option);
        }

        options.Default("write", "rw");
        options.Default("propagation", options._options.Contains("bind") ? "private" : "rprivate");
        if (source.NoExec) options.Default("exec", "noexec");
        if (source.NoSuid) options.Default("suid", "nosuid");
        if (source.NoDev) options.Default("dev", "nodev");
        options.Default("bind", "rbind");
        return options._options;
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
            // Docker's words for shared file systems on a Mac, without meaning here; Podman passes over them too.
            case "cached" or "delegated" or "consistency":
                break;
            default:
                if (_isTmpfs) AddTmpfs(option, name);
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
            case "copy" or "nocopy":
                // Only a volume is ever filled from the image.
                Take("copy", "only one of 'nocopy' and 'copy' can be used");
                break;
            case "size" or "mode" or "tmpcopyup" or "notmpcopyup" or "noswap" or "noatime":
                throw Bad($"the '{name}' option is only allowed with tmpfs mounts");
            case "U" or "O" or "idmap" or "upperdir" or "workdir" or "no-dereference" or "subpath":
                throw new EngineException(ErrorKind.Unsupported, $"mount option \"{option}\" is not supported by this version");
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
        if (!_groups.Add(group)) throw new EngineException(ErrorKind.InvalidArgument, onlyOnce + ": duplicate mount option passed");
    }

    private void Default(string group, string option)
    {
        if (_groups.Add(group)) _options.Add(option);
    }

    private static EngineException Bad(string message) => new(ErrorKind.InvalidArgument, message + ": invalid mount option");
}
