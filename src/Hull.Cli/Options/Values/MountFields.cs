using Hull.Cli.CommandLine.GoSyntax;
using Hull.Core.GoSyntax;

namespace Hull.Cli.Options.Values;

/// <summary>The fields of one --mount, as they are read.</summary>
/// <param name="type">bind, tmpfs or volume.</param>
internal sealed class MountFields(string type)
{
    private bool hasAccess;

    /// <summary>What is mounted; empty when not said.</summary>
    public string Source { get; private set; } = "";

    /// <summary>Where it appears; empty when not said.</summary>
    public string Destination { get; private set; } = "";

    /// <summary>Mount options in the words of --volume.</summary>
    public List<string> Options { get; } = [];

    /// <summary>Reads one field.</summary>
    /// <param name="field">NAME or NAME=VALUE.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: the field is unknown, lacks its value, or does not fit the type.</exception>
    public void Read(string field)
    {
        var (name, value) = Pair.Cut(field);
        switch (name)
        {
            case "src" or "source":
                OnlyFor(name, "bind", "volume");
                if (Source.Length > 0) throw Wrong.Value($"cannot pass {GoQuote.Text(name)} option more than once");
                Source = Needed(name, value);
                break;
            case "target" or "dst" or "dest" or "destination":
                if (Destination.Length > 0) throw Wrong.Value($"cannot pass {GoQuote.Text(name)} option more than once");
                Destination = DestinationPath.Read(Needed(name, value));
                break;
            case "ro" or "readonly" or "rw":
                ReadAccess(name, value);
                break;
            case "bind-propagation":
                OnlyFor(name, "bind");
                Options.Add(Needed(name, value));
                break;
            case "bind-nonrecursive":
                OnlyFor(name, "bind");
                if (ReadSwitch(name, value)) Options.Add("bind");
                break;
            case "tmpfs-size" or "tmpfs-mode":
                OnlyFor(name, "tmpfs");
                Options.Add($"{name["tmpfs-".Length..]}={Needed(name, value)}");
                break;
            case "relabel":
                Options.Add(value switch { "private" => "Z", "shared" => "z", _ => throw Wrong.Value("relabel mount option must be 'private' or 'shared': invalid mount option") });
                break;
            case "U" or "chown":
                if (ReadSwitch(name, value)) Options.Add("U");
                break;
            // A hint for Docker's Mac file sharing; it has no meaning here.
            case "consistency":
                break;
            default:
                Options.Add(value is null || name is "idmap" ? field : throw Wrong.Value($"{name}: invalid mount option"));
                break;
        }
    }

    private static string Needed(string name, string? value) =>
        string.IsNullOrEmpty(value) ? throw Wrong.Value($"{name}: must provide an argument for option") : value;

    private static bool ReadSwitch(string name, string? value)
    {
        if (value is null) return true;
        Wrong.If(GoNumber.ReadBool(value, out var on), $"{name}: invalid mount option");
        return on;
    }

    private void ReadAccess(string name, string? value)
    {
        if (hasAccess) throw Wrong.Value("cannot pass 'readonly', 'ro', or 'rw' mnt.Options more than once: must provide an argument for option");
        hasAccess = true;
        Options.Add(ReadSwitch(name, value) == (name == "rw") ? "rw" : "ro");
    }

    private void OnlyFor(string name, params string[] types)
    {
        if (Array.IndexOf(types, type) < 0) throw Wrong.Value($"{GoQuote.Text(name)} option not supported for {GoQuote.Text(type)} mount types");
    }
}
