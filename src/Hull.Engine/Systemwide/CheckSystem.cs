using Hull.Core;
using Hull.Engine.Containers;
using Hull.Engine.Store;
using Hull.Images;

namespace Hull.Engine.Systemwide;

/// <summary>Finds what is wrong in a store, and removes it.</summary>
internal sealed class CheckSystem(StorePaths paths, ContainerVerbs containers, ImageStore images)
{
    /// <summary>Finds it.</summary>
    public IReadOnlyList<StoreDamage> Find(bool quick)
    {
        var damage = images.Check(quick).Select(static found => new StoreDamage
        {
            ImageId = found.Image?.Id,
            Name = found.Image?.Names.Count > 0 ? found.Image.Names[0].ToString() : "",
            What = found.What,
        }).ToList();
        foreach (var record in containers.List())
        {
            if (Wrong(record) is { } what) damage.Add(new StoreDamage { ContainerId = record.Config.Id, Name = record.Config.Name, What = what });
        }
        return damage;
    }

    /// <summary>Removes what is damaged; containers, and images that containers are of, only with force.</summary>
    /// <param name="damage">What was found.</param>
    /// <param name="force">Whether containers go too.</param>
    /// <param name="removed">Told each thing that was removed.</param>
    public void Repair(IReadOnlyList<StoreDamage> damage, bool force, Action<string> removed)
    {
        var damaged = damage.Where(static one => one.ImageId is not null).Select(static one => one.ImageId!).Distinct().ToList();
        if (force)
        {
            var ids = damage.Where(static one => one.ContainerId is not null).Select(static one => one.ContainerId!)
                .Concat(containers.List().Where(record => damaged.Contains(record.Config.ImageId)).Select(static record => record.Config.Id));
            foreach (var id in ids.Distinct().Where(containers.Exists).ToList())
            {
                containers.Remove(id, force: true);
                removed($"container {id}");
            }
        }
        foreach (var id in damaged.Where(id => !containers.List().Any(record => record.Config.ImageId == id)))
        {
            images.Remove(id, new RemoveImageOptions { Force = true });
            removed($"image {id}");
        }
        images.Sweep();
    }

    private string? Wrong(ContainerRecord record)
    {
        try
        {
            var missing = images.LayerPaths(record.Config.Layers).FirstOrDefault(static layer => !Directory.Exists(layer.Tree));
            if (missing is not null) return $"image layer is missing: {missing.Key}";
        }
        catch (EngineException failure) when (failure.Kind == ErrorKind.Corrupt)
        {
            return failure.Message;
        }
        return Directory.Exists(paths.Upper(record.Config.Id)) ? null : $"writable layer is missing: {paths.Upper(record.Config.Id)}";
    }
}
