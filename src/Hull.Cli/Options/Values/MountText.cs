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
        if (type == "image") return SpecMounts.Add(spec, ImageMountText.Read(fields));
        if (type == "devpts") return SpecMounts.Add(spec, DevptsText.Read(fields));
        var mount = new MountFields(type);
        foreach (var field in fields) mount.Read(field);
        if (type == "glob") return AddGlob(spec, mount);
        if (mount.Destination.Length == 0) throw Wrong.Value("must set volume destination");
        return type switch
        {
            "bind" => SpecMounts.Add(spec, Bind(mount.Source.Length == 0 ? mount.Destination : mount.Source, mount.Destination, mount)),
            "tmpfs" or "ramfs" => SpecMounts.Add(spec, new RuntimeMount
            {
                Destination = mount.Destination,
                Type = type,
                Source = type,
                Options = TmpfsText.ReadOptions(mount.Options),
            }),
            _ => SpecMounts.Add(spec, new NamedVolume
            {
                Name = mount.Source,
                Dest = mount.Destination,
                Options = VolumeText.ReadOptions(mount.Options),
                SubPath = mount.SubPath.Length > 0 ? mount.SubPath : null,
            }),
        };
    }

    private static RuntimeMount Bind(string source, string destination, MountFields mount) => new()
    {
        Destination = destination,
        Type = "bind",
        Source = HostPathText.Read(source, "mount"),
        Options = VolumeText.ReadOptions(mount.Options),
    };

    private static ContainerSpec AddGlob(ContainerSpec spec, MountFields mount)
    {
        var paths = GlobPaths.Find(HostPathText.Read(mount.Source, "mount"));
        if (paths.Count == 0) throw Wrong.Value($"no file paths matching glob {GoQuote.Text(mount.Source)}");
        foreach (var path in paths)
        {
            var destination = mount.Destination.Length == 0 ? path : DestinationPath.Read($"{mount.Destination}/{Path.GetFileName(path)}");
            spec = SpecMounts.Add(spec, Bind(path, destination, mount));
        }
        return spec;
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
            "bind" or "tmpfs" or "volume" or "ramfs" or "devpts" or "glob" or "image" => type,
            "artifact" => throw new EngineException(ErrorKind.Unsupported, "--mount type=artifact is not supported yet: Hull keeps no OCI artifacts, only images"),
            _ => throw Wrong.Value($"invalid filesystem type {GoQuote.Text(type)}"),
        };
    }
}
