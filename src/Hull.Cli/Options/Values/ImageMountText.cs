using Hull.Core.GoSyntax;
using Hull.Engine.Containers;

namespace Hull.Cli.Options.Values;

/// <summary>The fields of --mount type=image.</summary>
internal static class ImageMountText
{
    /// <summary>Reads them.</summary>
    /// <param name="fields">Each NAME=VALUE.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: a field is unknown or wrong, or one that is needed is missing.</exception>
    public static ImageVolume Read(IReadOnlyList<string> fields)
    {
        var (source, destination, subPath, writable) = ("", "", "", false);
        foreach (var field in fields)
        {
            var (name, value) = Pair.Cut(field);
            switch (name)
            {
                case "src" or "source":
                    source = Needed(name, value, source);
                    break;
                case "target" or "dst" or "dest" or "destination":
                    destination = DestinationPath.Read(Needed(name, value, destination));
                    break;
                case "rw" or "readwrite":
                    writable = value switch
                    {
                        null or "true" => true,
                        "false" => false,
                        _ => throw Wrong.Value($"invalid rw value {GoQuote.Text(value)}: invalid mount option"),
                    };
                    break;
                case "subpath" or "image-subpath":
                    subPath = Needed(name, value, subPath);
                    if (subPath[0] != '/') throw Wrong.Value($"volume subpath {GoQuote.Text(subPath)} must be an absolute path");
                    break;
                // A hint for Docker's Mac file sharing; it has no meaning here.
                case "consistency":
                    break;
                default:
                    throw Wrong.Value($"{name}: invalid mount option");
            }
        }
        if (source.Length == 0 || destination.Length == 0) throw Wrong.Value("must set source and destination for image volume");
        return new ImageVolume { Source = source, Destination = destination, ReadWrite = writable, SubPath = subPath.Length > 0 ? subPath : null };
    }

    private static string Needed(string name, string? value, string before)
    {
        if (before.Length > 0) throw Wrong.Value($"cannot pass {GoQuote.Text(name)} option more than once: must provide an argument for option");
        return string.IsNullOrEmpty(value) ? throw Wrong.Value($"{name}: must provide an argument for option") : value;
    }
}
