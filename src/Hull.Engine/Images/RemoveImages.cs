using Hull.Core;
using Hull.Engine.Containers;
using Hull.Images;

namespace Hull.Engine.Images;

/// <summary>Removes images, and by force the containers that are of them.</summary>
public static class RemoveImages
{
    /// <summary>Removes what a name or id stands for; by a name of several only that name.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="nameOrId">What a person typed.</param>
    /// <param name="options">How far; with force containers of the image are removed too.</param>
    /// <exception cref="EngineException">NotFound; Conflict: a container uses it, or it was named by id and has several names.</exception>
    public static RemovedImage One(ContainerEngine engine, string nameOrId, RemoveImageOptions options)
    {
        try
        {
            return engine.Images.Remove(nameOrId, options);
        }
        catch (EngineException failure) when (failure.Kind == ErrorKind.Conflict && options.Force)
        {
            var image = engine.Images.Get(nameOrId);
            foreach (var record in engine.Containers.List())
                if (Uses(record, image.Id)) engine.Containers.Remove(record.Config.Id, force: true);
            engine.ImageMounts.Unmount(image.Id, force: true);
            return engine.Images.Remove(nameOrId, options);
        }
    }

    private static bool Uses(ContainerRecord record, string imageId) =>
        record.Config.ImageId == imageId || (record.Config.Spec.ImageVolumes ?? []).Any(volume => volume.ImageId == imageId);
}
