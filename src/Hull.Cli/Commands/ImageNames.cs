using Hull.Core;
using Hull.Engine;
using Hull.Images;
using Hull.Oci;

namespace Hull.Cli.Commands;

/// <summary>Names of images as typed.</summary>
internal static class ImageNames
{
    /// <summary>The full name that an image is to get: one without a domain is this machine's (localhost).</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="EngineException">InvalidArgument: it is no name, or a name by digest.</exception>
    public static ImageReference New(string text)
    {
        var name = ImageName.Parse(text);
        return name.Digest is null ? name.AsLocal() : throw new EngineException(ErrorKind.InvalidArgument, $"{text}: tag by digest not supported");
    }

    /// <summary>The name of the image that a text stands for; null if it stands for its id.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="image">The image.</param>
    /// <param name="text">The text.</param>
    public static ImageReference? NameOf(ContainerEngine engine, ImageRecord image, string text)
    {
        if (!ImageName.TryParse(text, out var name)) return null;
        var resolved = engine.Images.Resolve(name).ToString();
        foreach (var own in image.Names)
            if (own.ToString() == resolved) return own;
        return null;
    }
}
