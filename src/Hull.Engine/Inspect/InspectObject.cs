using Hull.Core;
using Hull.Engine.Containers;
using Hull.Images;

namespace Hull.Engine.Inspect;

/// <summary>Inspects whatever a name stands for.</summary>
internal sealed class InspectObject(ContainerVerbs containers, ImageStore images)
{
    /// <summary>Looks for a container, then for an image.</summary>
    public InspectedObject Run(string nameOrId, InspectKind kind, bool size)
    {
        if (kind == InspectKind.Image && size)
            throw new EngineException(ErrorKind.InvalidArgument, "size is not supported for type \"image\"");
        if (kind != InspectKind.Image && (kind == InspectKind.Container || containers.Exists(nameOrId)))
            return new InspectedObject { Container = containers.Inspect(nameOrId, size) };
        if (kind == InspectKind.Image) return new InspectedObject { Image = Describe(images.Get(nameOrId)) };
        return Find(nameOrId) is { } image
            ? new InspectedObject { Image = Describe(image) }
            : throw new EngineException(ErrorKind.NotFound, $"no such object: \"{nameOrId}\"");
    }

    /// <summary>Inspects an image.</summary>
    public InspectedImage Image(string nameOrId) => Describe(images.Get(nameOrId));

    private InspectedImage Describe(ImageRecord image) =>
        DescribeImage.Of(image, images.Manifest(image), [.. images.LayerPaths(image).Select(layer => layer.Tree)], images.Parent(image));

    // What can't be an image's name is simply nothing that there is.
    private ImageRecord? Find(string nameOrId)
    {
        try
        {
            return images.Find(nameOrId);
        }
        catch (EngineException e) when (e.Kind == ErrorKind.InvalidArgument)
        {
            return null;
        }
    }
}
