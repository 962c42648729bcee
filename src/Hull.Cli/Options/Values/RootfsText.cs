using Hull.Core;
using Hull.Core.GoSyntax;
using Hull.Engine.Containers;

namespace Hull.Cli.Options.Values;

/// <summary>The first argument where --rootfs is given: a directory, with :O where it is to stay as it is.</summary>
internal static class RootfsText
{
    /// <summary>Makes of the image that was named a root file system.</summary>
    /// <param name="spec">The spec so far.</param>
    /// <exception cref="EngineException">Unsupported: another option than O.</exception>
    public static ContainerSpec AddTo(ContainerSpec spec)
    {
        var text = spec.Image ?? "";
        var colon = text.LastIndexOf(':');
        var option = colon < 0 ? "" : text[(colon + 1)..];
        if (option == "idmap" || option.StartsWith("idmap=", StringComparison.Ordinal))
            throw new EngineException(ErrorKind.Unsupported, $"--rootfs {text}: hull maps no ids of a directory given as root file system", "overlay it: --rootfs PATH:O");
        var overlays = option == "O";
        var path = overlays ? text[..colon] : text;
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal)) throw Wrong.Value($"--rootfs {GoQuote.Text(text)}: not the path of a directory");
        return spec with
        {
            Image = null,
            RawImageName = null,
            Rootfs = Path.GetFullPath(path),
            RootfsOverlay = overlays ? true : null,
        };
    }
}
