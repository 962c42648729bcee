using Hull.Core.GoSyntax;
using Hull.Engine.Containers;
using Hull.Oci.Runtime;

namespace Hull.Cli.Options.Values;

/// <summary>-v [SOURCE:]DESTINATION[:OPTIONS]: a host path is bound, any other source names a volume, none makes an anonymous one.</summary>
internal static class VolumeText
{
    // Each row: options of which one may be given, and how Podman's message names them.
    private static readonly (string[] Words, string Named)[] Exclusive =
    [
        (["rw", "ro"], "'rw' or 'ro'"),
        (["z", "Z", "O"], "'z', 'Z', or 'O'"),
        (["U"], "'U'"),
        (["exec", "noexec"], "'noexec' or 'exec'"),
        (["dev", "nodev"], "'nodev' or 'dev'"),
        (["suid", "nosuid"], "'nosuid' or 'suid'"),
        (["bind", "rbind"], "'[r]bind'"),
        (["copy", "nocopy"], "'copy' or 'nocopy'"),
        (["no-dereference"], "'no-dereference'"),
        (["private", "rprivate", "shared", "rshared", "slave", "rslave", "unbindable", "runbindable"],
            "'[r]shared', '[r]private', '[r]slave' or '[r]unbindable'"),
    ];

    /// <summary>Adds one value to a spec.</summary>
    /// <param name="spec">The spec so far.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: the format, the paths or the options are wrong, or the destination is taken.</exception>
    public static ContainerSpec AddTo(ContainerSpec spec, string text)
    {
        var parts = text.Split(':');
        if (parts.Length > 3) throw Wrong.Value($"{text}: incorrect volume format, should be [host-dir:]ctr-dir[:option]");
        var source = parts.Length == 1 ? "" : parts[0];
        var destination = DestinationPath.Read(parts.Length == 1 ? parts[0] : parts[1]);
        if (parts.Length > 1 && source.Length == 0) throw Wrong.Value("host directory cannot be empty");
        var options = parts.Length == 3 ? ReadOptions(parts[2].Split(',')) : [];
        var isOverlay = options.Contains("O");
        if (isOverlay) CheckOverlay(options);
        if (source.StartsWith('/') || source.StartsWith('.'))
        {
            if (isOverlay)
                return SpecMounts.Add(spec, new OverlayVolume { Destination = destination, Source = HostPathText.Read(source, "volume"), Options = options });
            var mount = new RuntimeMount { Destination = destination, Type = "bind", Source = HostPathText.Read(source, "volume"), Options = options };
            return SpecMounts.Add(spec, mount);
        }
        return SpecMounts.Add(spec, new NamedVolume { Name = source, Dest = destination, Options = options });
    }

    /// <summary>Checks mount options by Podman's rules; drops those that mean nothing on Linux.</summary>
    /// <param name="options">The options.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: one is unknown, or contradicts another.</exception>
    public static IReadOnlyList<string> ReadOptions(IReadOnlyList<string> options)
    {
        var kept = new List<string>(options.Count);
        var seen = new bool[Exclusive.Length];
        foreach (var option in options)
        {
            // Docker's hints to its Mac file sharing; they have no meaning here.
            if (option is "cached" or "delegated" or "consistent") continue;
            kept.Add(option);
            if (option is "nocreate" or "idmap" || HasValue(option)) continue;
            var group = Array.FindIndex(Exclusive, row => Array.IndexOf(row.Words, option) >= 0);
            if (group < 0) throw Wrong.Value($"invalid option type {GoQuote.Text(option)}");
            if (seen[group])
                throw Wrong.Value($"invalid options {GoQuote.Text(string.Join(", ", options))}, can only specify 1 {Exclusive[group].Named} option");
            seen[group] = true;
        }
        return kept;
    }

    // Beside O only U may stand, or the two directories that make the changes last.
    private static void CheckOverlay(IReadOnlyList<string> options)
    {
        var upper = options.Count(static option => option.StartsWith("upperdir=", StringComparison.Ordinal));
        var work = options.Count(static option => option.StartsWith("workdir=", StringComparison.Ordinal));
        if (upper > 1) throw Wrong.Value($"invalid options {GoQuote.Text(string.Join(", ", options))}, can only specify 1 upperdir per overlay");
        if (work > 1) throw Wrong.Value($"invalid options {GoQuote.Text(string.Join(", ", options))}, can only specify 1 workdir per overlay");
        if (upper != work) throw Wrong.Value("must set both `upperdir` and `workdir`");
        if (options.Any(static option => option is not ("O" or "U") && !HasValue(option))) throw Wrong.Value("can't use 'O' with other options");
    }

    private static bool HasValue(string option) =>
        option.StartsWith("idmap=", StringComparison.Ordinal) || option.StartsWith("upperdir=", StringComparison.Ordinal)
        || option.StartsWith("workdir=", StringComparison.Ordinal);
}
