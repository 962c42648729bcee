using Hull.Cli.CommandLine.GoSyntax;
using Hull.Core;
using Hull.Core.GoSyntax;
using Hull.Engine.Containers;
using Hull.Oci.Runtime;

namespace Hull.Cli.Options.Values;

/// <summary>--mount type=TYPE,source=SOURCE,target=DESTINATION[,OPTION…], the fields in CSV's form.</summary>
internal static class MountText
{
    /// <summary>Adds one value to a spec.</summary>
    /// <param name="spec">The spec so far.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="EngineException">InvalidArgument: a field is wrong, or the destination is taken; Unsupported: the type.</exception>
    public static ContainerSpec AddTo(ContainerSpec spec, string text)
    {
        var fields = new List<string>();
        Wrong.If(GoCsv.Read(text, fields), $"invalid mount {GoQuote.Text(text)}");
        var type = TakeType(fields);
        var mount = new MountFields(type);
        foreach (var field in fields) mount.Read(field);
        if (mount.Destination.Length == 0) throw Wrong.Value("must set volume destination");
        return type switch
        {
            "bind" => SpecMounts.Add(spec, new RuntimeMount
            {
                Destination = mount.Destination,
                Type = "bind",
                Source = HostPathText.Read(mount.Source.Length == 0 ? mount.Destination : mount.Source, "mount"),
                Options = VolumeText.ReadOptions(mount.Options),
            }),
            "tmpfs" => SpecMounts.Add(spec, new RuntimeMount
            {
                Destination = mount.Destination,
                Type = "tmpfs",
                Source = "tmpfs",
                Options = TmpfsText.ReadOptions(mount.Options),
            }),
            _ => SpecMounts.Add(spec, new NamedVolume { Name = mount.Source, Dest = mount.Destination, Options = VolumeText.ReadOptions(mount.Options) }),
        };
    }

    // A mount without a type is a volume, as in Docker and Podman.
    private static string TakeType(List<string> fields)
    {
        var index = fields.FindIndex(static field => field.StartsWith("type=", StringComparison.Ordinal));
        var type = index < 0 ? "volume" : fields[index][5..];
        if (index >= 0) fields.RemoveAt(index);
        if (fields.Exists(static field => field.StartsWith("type=", StringComparison.Ordinal))) throw Wrong.Value("cannot pass \"type\" option more than once");
        return type switch
        {
            "bind" or "tmpfs" or "volume" => type,
            "ramfs" or "devpts" or "glob" or "image" or "artifact" =>
                throw new EngineException(ErrorKind.Unsupported, $"--mount type={type} is not supported yet: Hull mounts bind, tmpfs and volume"),
            _ => throw Wrong.Value($"invalid filesystem type {GoQuote.Text(type)}"),
        };
    }
}
