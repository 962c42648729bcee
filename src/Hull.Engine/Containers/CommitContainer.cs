using Hull.Core;
using Hull.Engine.Containers.RootFiles;
using Hull.Engine.Runtime;
using Hull.Engine.Store;
using Hull.Images;
using Hull.Images.Layers;
using Hull.Images.Transports;
using Hull.Linux.Files;
using Hull.Oci;

namespace Hull.Engine.Containers;

/// <summary>
/// Makes an image of a container: its writable layer, as a tar that follows from the files alone, on top of its image's layers. The lease is
/// held, so that nobody removes or unpauses the container meanwhile.
/// </summary>
internal sealed class CommitContainer(StorePaths paths, ContainerStore store, ImageStore images, RuntimeSelection runtimes, OpenRootfs rootfs)
{
    /// <summary>Commits it.</summary>
    /// <param name="nameOrId">The container.</param>
    /// <param name="request">What the image is to be.</param>
    /// <param name="cancellationToken">Stops between two blocks.</param>
    /// <exception cref="EngineException">NotFound; InvalidArgument: a change is malformed, a message in OCI's form; or the kernel refuses.</exception>
    public async Task<CommittedImage> RunAsync(string nameOrId, CommitRequest request, CancellationToken cancellationToken)
    {
        if (request.Message is { Length: > 0 } && !request.IsDocker)
            throw new EngineException(ErrorKind.InvalidArgument, "messages are only compatible with the docker image format (-f docker)");
        using var lease = store.Lease(store.Find(nameOrId).Config.Id);
        var config = lease.Config;
        var image = config.ImageId.Length == 0 ? null : images.Get(config.ImageId);
        if (image is null && !request.Squash) throw WithoutImage(config);
        // Before any work: a mistyped change must not cost the writing of gigabytes.
        var defaults = CommitDefaults.Of(config, image?.Defaults ?? new ContainerDefaults(), request);
        var runs = ExitObservation.IsAlive(lease.State);
        // Opened here: the database is for one thread, and the layer is written on another.
        using var opened = request.Squash ? rootfs.ForReading(config) : null;
        var pauses = request.Pause && runs && lease.State.Status != ContainerStatus.Paused;
        if (pauses) Freeze(lease);
        try
        {
            var isStill = !runs || lease.State.Status == ContainerStatus.Paused;
            var notes = new List<string>();
            var made = await new CommitImage(images).FromLayerAsync(
                output => notes.AddRange(Write(config, output, opened, isStill, cancellationToken)),
                Options(config, image, defaults, request),
                cancellationToken).ConfigureAwait(false);
            return new CommittedImage(made.Id, notes);
        }
        finally
        {
            if (pauses) Thaw(lease);
        }
    }

    private static EngineException WithoutImage(ContainerConfig config) => new(
        ErrorKind.InvalidArgument, $"cannot commit container {config.Name}: cannot commit a container that uses an exploded rootfs",
        "with --squash its whole root file system becomes the image");

    private IReadOnlyList<string> Write(ContainerConfig config, Stream output, OpenedRootfs? opened, bool isStill, CancellationToken cancellationToken)
    {
        if (opened is not null)
        {
            using var root = opened.OpenDirectory();
            return WrittenNotes.Of(LayerWriter.Write(root, output, new TreeOptions { BecomesLayer = true, MapOwner = OwnersInside.OfMounted(config), TakesChanges = !isStill }, cancellationToken));
        }

        using var upper = DirectoryHandle.Open(paths.Upper(config.Id));
        var options = new TreeOptions
        {
            IsLayer = true,
            BecomesLayer = true,
            HasNamedMarks = File.Exists(paths.FuseMark(config.Id)),
            MapOwner = OwnersInside.OfUpper(paths, config),
            TakesChanges = !isStill,
        };
        return WrittenNotes.Of(LayerWriter.Write(upper, output, options, cancellationToken));
    }

    private static CommitOptions Options(ContainerConfig config, ImageRecord? image, ContainerDefaults defaults, CommitRequest request) => new()
    {
        Defaults = defaults,
        Base = image,
        Squash = request.Squash,
        IsDocker = request.IsDocker,
        Author = request.Author,
        Message = request.Message,
        CreatedBy = string.Join(' ', config.Args),
        BaseName = image is null ? null : config.ImageName,
        Name = request.Name,
    };

    private void Freeze(ContainerLease lease)
    {
        if (ContainerCgroup.PathOf(lease.Config) is null)
            throw new EngineException(ErrorKind.Unsupported, $"pausing container {lease.Config.Name}: it has no cgroup, which is what is frozen", "commit without --pause");
        runtimes.Of(lease.Config).Pause(lease.Id);
        lease.Save(lease.State with { Status = ContainerStatus.Paused });
    }

    private void Thaw(ContainerLease lease)
    {
        runtimes.Of(lease.Config).Resume(lease.Id);
        lease.Save(lease.State with { Status = ContainerStatus.Running });
    }
}
