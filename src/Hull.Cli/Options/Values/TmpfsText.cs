using Hull.Cli.CommandLine.GoSyntax;
using Hull.Core.GoSyntax;
using Hull.Engine.Containers;
using Hull.Oci.Runtime;

namespace Hull.Cli.Options.Values;

/// <summary>--tmpfs DESTINATION[:OPTIONS].</summary>
internal static class TmpfsText
{
    private static readonly string[] Words =
    [
        "rw", "ro", "exec", "noexec", "suid", "nosuid", "dev", "nodev", "tmpcopyup", "notmpcopyup", "noswap", "noatime", "U",
        "private", "rprivate", "shared", "rshared", "slave", "rslave", "unbindable", "runbindable",
    ];

    private static readonly string[] Names = ["size", "mode", "uid", "gid", "nr_inodes", "nr_blocks", "huge", "mpol"];

    /// <summary>Adds one value to a spec.</summary>
    /// <param name="spec">The spec so far.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: the path or an option is wrong, or the destination is taken.</exception>
    public static ContainerSpec AddTo(ContainerSpec spec, string text)
    {
        var (path, options) = Pair.Cut(text, ':');
        return SpecMounts.Add(spec, new RuntimeMount
        {
            Destination = DestinationPath.Read(path),
            Type = "tmpfs",
            Source = "tmpfs",
            Options = string.IsNullOrEmpty(options) ? [] : ReadOptions(options.Split(',')),
        });
    }

    /// <summary>Checks the options of a tmpfs and their values; contradictions between them are found when the mount is decided on.</summary>
    /// <param name="options">The options.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: one is unknown or has a wrong value.</exception>
    public static IReadOnlyList<string> ReadOptions(IReadOnlyList<string> options)
    {
        foreach (var option in options)
        {
            var (name, value) = Pair.Cut(option);
            var known = value is null ? Array.IndexOf(Words, name) >= 0 : Array.IndexOf(Names, name) >= 0;
            if (!known) throw Wrong.Value($"unknown mount option {GoQuote.Text(option)}: invalid mount option");
            if (name == "size" && !value!.EndsWith('%')) SizeText.Read(value, "invalid value for tmpfs size");
            if (name == "mode") Wrong.If(GoNumber.ReadUInt(value!, 8, 12, out _), "invalid value for tmpfs mode");
        }
        return options;
    }
}
