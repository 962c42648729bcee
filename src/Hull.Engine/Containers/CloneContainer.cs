using System.Globalization;
using Hull.Core;
using Hull.Engine.Images;
using Hull.Engine.Store;
using Hull.Images;
using Hull.Linux.HostFacts;
using Hull.Oci.Runtime;

namespace Hull.Engine.Containers;

/// <summary>
/// Makes a container with the very configuration of another one: what was decided for that holds for this too, but for what the id or the
/// name is in. Its files are those of the image.
/// </summary>
internal sealed class CloneContainer(StorePaths paths, ContainerStore store, ImageStore images, CreateContainer create, TimeProvider time)
{
    private const int ShortId = 12;

    /// <summary>Clones it.</summary>
    /// <param name="nameOrId">The container.</param>
    /// <param name="request">What is to be different.</param>
    /// <param name="fetch">Gets the image where it is not in the store; null gets none.</param>
    /// <exception cref="EngineException">NotFound; Conflict: the name is in use; InvalidArgument: a limit that cannot be.</exception>
    public ContainerRecord Run(string nameOrId, CloneRequest request, Func<string, ImageRecord>? fetch)
    {
        var old = store.Find(nameOrId).Config;
        if (old.HasIdsAlone)
        {
            throw new EngineException(
                ErrorKind.Unsupported, $"cloning container {old.Name}: its ids were chosen for it alone (--userns=auto)", "make another with `hull create --userns=auto`");
        }

        var config = Renamed(old, RandomBytes.Hex(64), request.Name ?? FreeName(old.Name), time.GetUtcNow());
        if (request.Image is { } name)
        {
            var image = images.Find(name) ?? BuiltInImage.TryGet(images, name) ?? fetch?.Invoke(name) ?? images.Get(name);
            config = config with
            {
                ImageId = image.Id,
                ImageName = image.RepoTags.Count > 0 ? image.RepoTags[0] : image.Id,
                ImageDigest = image.Digest.ToString(),
                Layers = [.. image.Layers.Select(layer => layer.Key)],
                Spec = config.Spec with { Image = name, RawImageName = name, Rootfs = null, RootfsOverlay = null },
            };
        }
        if (request.Limits is { } change)
        {
            var limits = create.DecideLimits(config, change(config.Spec.ResourceLimits ?? new LinuxResources()));
            config = config with { Spec = config.Spec with { ResourceLimits = limits } };
        }
        using var lease = create.Make(config);
        return new ContainerRecord(lease.Config, lease.State);
    }

    // Podman's: -clone, then -clone1, -clone2 and so on.
    private string FreeName(string name)
    {
        var first = name + "-clone";
        if (store.TryFind(first) is null) return first;
        for (var number = 1; ; number++)
        {
            var next = first + number.ToString(CultureInfo.InvariantCulture);
            if (store.TryFind(next) is null) return next;
        }
    }

    /// <summary>The configuration under another id and name. Pure.</summary>
    internal ContainerConfig Renamed(ContainerConfig old, string id, string name, DateTimeOffset created)
    {
        var (oldShort, newShort) = (old.Id[..ShortId], id[..ShortId]);
        string Own(string text) => text.Replace(old.Id, id, StringComparison.Ordinal);
        var logPath = old.LogPath.StartsWith(paths.Container(old.Id), StringComparison.Ordinal) ? Own(old.LogPath) : Path.Join(paths.Container(id), "ctr.log");
        if (old.LogPath.Length == 0) logPath = "";
        return old with
        {
            Id = id,
            Name = name,
            Created = created,
            LogPath = logPath,
            Env = [.. old.Env.Select(line => line == $"HOSTNAME={oldShort}" ? $"HOSTNAME={newShort}" : line)],
            Spec = old.Spec with
            {
                Name = name,
                Hostname = old.Spec.Hostname == oldShort ? newShort : old.Spec.Hostname,
                LogConfiguration = old.Spec.LogConfiguration is { } log ? log with { Path = logPath.Length > 0 ? logPath : null } : null,
                // These files have one owner.
                CidFile = null,
                ConmonPidFile = null,
                PidFile = null,
            },
        };
    }
}
