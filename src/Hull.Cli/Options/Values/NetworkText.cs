using Hull.Core;
using Hull.Engine.Containers;
using Hull.Engine.Networks;

namespace Hull.Cli.Options.Values;

/// <summary>--network: a mode of the network namespace, or networks by name with options.</summary>
internal static class NetworkText
{
    // The word for the default network, whatever its name is.
    private const string DefaultNetwork = "default";

    private static readonly string[] Modes = ["bridge", "slirp4netns", "pasta", "pod", "none", "default", "private", "path", "ns", "container", "host"];

    /// <summary>Reads all values of the option into the spec.</summary>
    /// <param name="spec">The spec so far.</param>
    /// <param name="texts">The texts; the first sets the mode.</param>
    /// <exception cref="EngineException">InvalidArgument: a mode lacks its value, modes are mixed, or an option is wrong; in Podman's words.</exception>
    public static ContainerSpec AddTo(ContainerSpec spec, string[] texts)
    {
        var asked = ReadFirst(spec, texts[0]);
        if (texts.Length == 1) return asked;
        if (asked.NetworkNamespace.Mode != "bridge")
            throw Wrong.Value($"cannot set multiple networks without bridge network mode, selected mode {asked.NetworkNamespace.Mode}: invalid argument");
        var networks = new Dictionary<string, PerNetworkOptions>(asked.Networks!, StringComparer.Ordinal);
        foreach (var text in texts.AsSpan(1))
        {
            var (name, options) = Pair.Cut(text, ':');
            if (name.Length == 0) throw Wrong.Value("network name cannot be empty: invalid argument");
            if (Modes.Contains(name)) throw Wrong.Value($"can only set extra network names, selected mode {name} conflicts with bridge: invalid argument");
            Add(networks, name, options);
        }
        return asked with { Networks = networks };
    }

    private static ContainerSpec ReadFirst(ContainerSpec spec, string text)
    {
        if (text is "host" or "none" or "pod") return spec with { NetworkNamespace = NamespaceMode.Of(text) };
        if (text is "" or "default" or "private") return spec with { NetworkNamespace = NamespaceMode.Of("private") };
        if (NamespaceText.ReadReference(text) is { } reference) return spec with { NetworkNamespace = reference };
        var (name, options) = Pair.Cut(text, ':');
        if (name is "pasta" or "slirp4netns") return OfHelper(spec, name, options);
        var networks = new Dictionary<string, PerNetworkOptions>(StringComparer.Ordinal);
        if (name == "bridge") networks[DefaultNetwork] = BridgeText.ReadOptions(options ?? "");
        else if (options is not null && name.Length == 0) throw Wrong.Value("network name cannot be empty");
        else if (options is not null) Add(networks, name, options);
        else foreach (var one in text.Split(',')) Add(networks, one, null);
        return spec with { NetworkNamespace = NamespaceMode.Of("bridge"), Networks = networks };
    }

    private static ContainerSpec OfHelper(ContainerSpec spec, string mode, string? options) => spec with
    {
        NetworkNamespace = NamespaceMode.Of(mode),
        NetworkOptions = string.IsNullOrEmpty(options) ? null : new Dictionary<string, IReadOnlyList<string>> { [mode] = options.Split(',') },
    };

    private static void Add(Dictionary<string, PerNetworkOptions> networks, string name, string? options)
    {
        try
        {
            networks[name] = BridgeText.ReadOptions(options ?? "");
        }
        catch (EngineException failure)
        {
            throw Wrong.Value($"invalid option for network {name}: {failure.Message}");
        }
    }
}
