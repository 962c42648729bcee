using Hull.Core;
using Hull.Engine.Containers;
using Hull.Engine.Volumes;
using Hull.Images;

namespace Hull.Engine.Inspect;

/// <summary>Inspects whatever a name stands for.</summary>
internal sealed class InspectObject(ContainerVerbs containers, ImageStore images, VolumeVerbs volumes)
{
    /// <summary>Looks for a container, then for an image, then for a volume.</summary>
    public InspectedObject Run(string nameOrId, InspectKind kind, bool size)
    {
        if (kind is InspectKind.Image or InspectKind.Volume && size)
            throw new EngineException(ErrorKind.InvalidArgument, $"size is not supported for type \"{(kind == InspectKind.Image ? "image" : "volume")}\"");
        if (kind == InspectKind.Volume) return Volume(nameOrId) ?? throw new EngineException(ErrorKind.NotFound, $"inspecting object: no such volume {nameOrId}");
        if (kind != InspectKind.Image && (kind == InspectKind.Container || containers.Exists(nameOrId)))
            return new InspectedObject { Container = containers.Inspect(nameOrId, size) };
        if (kind == InspectKind.Image) return new InspectedObject { Image = Describe(images.Get(nameOrId)) };
        return Find(nameOrId) is { } image
            ? new InspectedObject { Image = Describe(image) }
            : Volume(nameOrId) ?? throw new EngineException(ErrorKind.NotFound, $"no such object: \"{nameOrId}\"");
    }

    private InspectedObject? Volume(string name) => volumes.TryInspect(name) is { } volume ? new InspectedObject { Volume = volume } : null;

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
