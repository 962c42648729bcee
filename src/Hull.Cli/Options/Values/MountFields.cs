using Hull.Cli.CommandLine.GoSyntax;
using Hull.Core.GoSyntax;

namespace Hull.Cli.Options.Values;

/// <summary>The fields of one --mount of a type that has a source, options and a destination, as they are read.</summary>
/// <param name="type">bind, glob, tmpfs, ramfs or volume.</param>
internal sealed class MountFields(string type)
{
    private const string NoArgument = "must provide an argument for option";
    private const string Invalid = "invalid mount option";

    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    /// <summary>What is mounted; empty when not said.</summary>
    public string Source { get; private set; } = "";

    /// <summary>Where it appears; empty when not said.</summary>
    public string Destination { get; private set; } = "";

    /// <summary>The path in a volume that is mounted; empty for all of it.</summary>
    public string SubPath { get; private set; } = "";

    /// <summary>Mount options in the words of --volume.</summary>
    public List<string> Options { get; } = [];

    private bool IsMemory => type is "tmpfs" or "ramfs";

    private bool IsBind => type is "bind" or "glob";

    /// <summary>Reads one field.</summary>
    /// <param name="field">NAME or NAME=VALUE.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: the field is unknown, lacks its value, or does not fit the type.</exception>
    public void Read(string field)
    {
        var (name, value) = Pair.Cut(field);
        switch (name)
        {
            case "src" or "source":
                OnlyIf(!IsMemory, name);
                if (Source.Length > 0) throw Twice(name);
                Source = Needed(name, value, "host directory cannot be empty");
                break;
            case "target" or "dst" or "dest" or "destination":
                if (Destination.Length > 0) throw Twice(name);
                Destination = DestinationPath.Read(Needed(name, value, "container directory cannot be empty"));
                break;
            case "ro" or "readonly" or "rw":
                Once("ro", "cannot pass 'readonly', 'ro', or 'rw' mnt.Options more than once");
                Options.Add(ReadSwitch(name, value) == (name == "rw") ? "rw" : "ro");
                break;
            case "tmpfs-size" or "tmpfs-mode":
                OnlyIf(IsMemory, name);
                Options.Add($"{name["tmpfs-".Length..]}={Needed(name, value, $"{name}: {NoArgument}")}");
                break;
            case "U" or "chown":
                Once("U", "cannot pass 'U' or 'chown' option more than once");
                if (ReadSwitch(name, value)) Options.Add("U");
                break;
            case "subpath" or "volume-subpath":
                OnlyIf(type == "volume", name);
                if (SubPath.Length > 0) throw Twice(name);
                SubPath = Needed(name, value, $"{name}: {NoArgument}");
                break;
            case "idmap":
                OnlyIf(!IsMemory, name);
                ReadIdMap(value);
                break;
            // A hint for Docker's Mac file sharing; it has no meaning here.
            case "consistency":
                break;
            default:
                ReadWord(name, value);
                break;
        }
    }

    // A mapping, or a switch.
    private void ReadIdMap(string? value)
    {
        Once("idmap", "cannot pass 'idmap' option more than once");
        if (value is null || GoNumber.ReadBool(value, out var on) is null && on) Options.Add("idmap");
        else if (GoNumber.ReadBool(value, out _) is not null) Options.Add($"idmap={value}");
    }

    private void ReadWord(string name, string? value)
    {
        switch (name)
        {
            case "bind-propagation":
                OnlyIf(IsBind, name);
                Options.Add(Needed(name, value, $"{name}: {NoArgument}"));
                return;
            case "bind-nonrecursive":
                OnlyIf(IsBind, name);
                if (ReadSwitch(name, value)) Options.Add("bind");
                return;
            case "relabel":
                OnlyIf(!IsMemory, name);
                Once("relabel", "cannot pass 'relabel' option more than once");
                Options.Add(value switch { "private" => "Z", "shared" => "z", _ => throw Wrong.Value($"relabel mount option must be 'private' or 'shared': {Invalid}") });
                return;
            case "no-dereference" when IsBind:
            case "copy" or "nocopy" or "nocreate" when type == "volume":
            case "shared" or "rshared" or "private" or "rprivate" or "slave" or "rslave" or "unbindable" or "runbindable":
            case "z" or "Z" when !IsMemory:
            case "noatime" or "noswap" when IsMemory:
                break;
            case "tmpcopyup" or "notmpcopyup":
                OnlyIf(IsMemory, name);
                Once("tmpcopyup", "cannot pass 'tmpcopyup' and 'notmpcopyup' mnt.Options more than once");
                break;
            case "exec" or "noexec" or "suid" or "nosuid" or "dev" or "nodev":
                var word = name.StartsWith("no", StringComparison.Ordinal) ? name[2..] : name;
                Once(word, $"cannot pass 'no{word}' and '{word}' mnt.Options more than once");
                break;
            default:
                throw Wrong.Value($"{name}: {Invalid}");
        }
        if (value is not null) throw Wrong.Value($"{name}: {Invalid}");
        Options.Add(name);
    }

    private static string Needed(string name, string? value, string whenEmpty) => value switch
    {
        null => throw Wrong.Value($"{name}: {NoArgument}"),
        "" => throw Wrong.Value(whenEmpty.EndsWith(NoArgument, StringComparison.Ordinal) ? whenEmpty : $"{whenEmpty}: {NoArgument}"),
        _ => value,
    };

    private static bool ReadSwitch(string name, string? value)
    {
        if (value is null) return true;
        Wrong.If(GoNumber.ReadBool(value, out var on), $"{name}: {Invalid}");
        return on;
    }

    private void Once(string group, string otherwise)
    {
        if (!seen.Add(group)) throw Wrong.Value($"{otherwise}: {NoArgument}");
    }

    private void OnlyIf(bool fits, string name)
    {
        if (!fits) throw Wrong.Value($"{GoQuote.Text(name)} option not supported for {GoQuote.Text(type)} mount types");
    }

    private static Core.EngineException Twice(string name) => Wrong.Value($"cannot pass {GoQuote.Text(name)} option more than once: {NoArgument}");
}
