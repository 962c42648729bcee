using Hull.Core;
using Hull.Images;
using Hull.Oci;

namespace Hull.Engine.Images;

/// <summary>The image that the library carries inside, localhost/hull/hello: made when it is first asked for and there is none of its name.</summary>
internal static class BuiltInImage
{
    // The resource's name is fixed in eng/Hello.targets.
    private const string Program = "hull.hello";

    /// <summary>The built-in image, if that is what a name stands for; else null.</summary>
    /// <param name="store">The store, which has no image of the name.</param>
    /// <param name="name">What a person typed.</param>
    /// <exception cref="EngineException">The store cannot be written.</exception>
    public static ImageRecord? TryGet(ImageStore store, string name)
    {
        if (!ImageName.TryParse(name, out var parsed) || parsed.AsLocal().ToString() != EmbeddedImage.Name.ToString()) return null;
        using var resource = typeof(BuiltInImage).Assembly.GetManifestResourceStream(Program)
            ?? throw new EngineException(ErrorKind.Internal, $"resource {Program} is missing from the library");
        var program = new byte[resource.Length];
        resource.ReadExactly(program);
        return EmbeddedImage.EnsureAsync(store, program, CancellationToken.None).GetAwaiter().GetResult();
    }
}
