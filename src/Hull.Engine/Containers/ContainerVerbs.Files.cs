using Hull.Core;
using Hull.Engine.Containers.RootFiles;
using Hull.Engine.Events;
using Hull.Engine.Rootless;
using Hull.Images;

namespace Hull.Engine.Containers;

/// <content>A container's files: copy, diff, export, commit, mount.</content>
public sealed partial class ContainerVerbs
{
    /// <summary>Copies files between a container and the host, another container, or an archive.</summary>
    /// <param name="request">What and where.</param>
    /// <param name="cancellationToken">Stops between two files.</param>
    /// <returns>What was left out, with the reason.</returns>
    /// <exception cref="EngineException">NotFound, InvalidArgument: in Podman's words; Conflict: a file where a directory is to be, or the other way round.</exception>
    public IReadOnlyList<string> Copy(CopyRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var notes = _rooms.Copy.Run(request, cancellationToken);
        foreach (var end in new[] { request.Source, request.Target })
            if (end.Container is { } name && _rooms.Store.TryFind(name) is { } record) _rooms.Events.Container(EventStatus.Copy, record.Config);
        return notes;
    }

    /// <summary>Lists a directory of a container, which need not run.</summary>
    /// <param name="nameOrId">The container.</param>
    /// <param name="path">The directory, from the root; links are followed and cannot leave it.</param>
    /// <returns>Sorted by name; null where no directory is there.</returns>
    /// <exception cref="EngineException">NotFound: there is no such container.</exception>
    public IReadOnlyList<DirectoryItem>? ListDirectory(string nameOrId, string path) => _rooms.Files.OfContainer(nameOrId, path);

    /// <summary>Lists a directory of an image: what a new container would find there.</summary>
    /// <param name="nameOrId">The image; nothing is pulled.</param>
    /// <param name="path">The directory, from the root; links are followed and cannot leave it.</param>
    /// <returns>Sorted by name; null where no directory is there.</returns>
    /// <exception cref="EngineException">NotFound: there is no such image.</exception>
    public IReadOnlyList<DirectoryItem>? ListImageDirectory(string nameOrId, string path) => _rooms.Files.OfImage(nameOrId, path);

    /// <summary>What a container changes of its image, or an image's topmost layer of those below.</summary>
    /// <param name="nameOrId">The container or image.</param>
    /// <param name="kind">Which of both it may be.</param>
    /// <exception cref="EngineException">NotFound.</exception>
    public IReadOnlyList<FileChange> Diff(string nameOrId, DiffKind kind) => _rooms.Diff.Run(nameOrId, kind);

    /// <summary>What must change to make one container or image another.</summary>
    /// <param name="nameOrId">The result.</param>
    /// <param name="other">What it is compared to.</param>
    /// <param name="kind">What both may be.</param>
    /// <exception cref="EngineException">NotFound.</exception>
    public IReadOnlyList<FileChange> Diff(string nameOrId, string other, DiffKind kind) => _rooms.Diff.Run(nameOrId, other, kind);

    /// <summary>Writes a container's root file system as a tar.</summary>
    /// <param name="nameOrId">The container.</param>
    /// <param name="output">Where to; not disposed, not flushed.</param>
    /// <param name="cancellationToken">Stops between two blocks.</param>
    /// <returns>What the archive lacks, or has in a state that never was.</returns>
    /// <exception cref="EngineException">NotFound; or the kernel refuses.</exception>
    public IReadOnlyList<string> Export(string nameOrId, Stream output, CancellationToken cancellationToken = default)
    {
        var config = _rooms.Store.Find(nameOrId).Config;
        var notes = _rooms.Export.Run(nameOrId, output, cancellationToken);
        _rooms.Events.Container(EventStatus.Export, config);
        return notes;
    }

    /// <summary>Makes an image of a container.</summary>
    /// <param name="nameOrId">The container.</param>
    /// <param name="request">What the image is to be.</param>
    /// <param name="cancellationToken">Stops between two blocks.</param>
    /// <exception cref="EngineException">NotFound; InvalidArgument: a change is malformed, a message in OCI's form; or the kernel refuses.</exception>
    public async Task<CommittedImage> CommitAsync(string nameOrId, CommitRequest request, CancellationToken cancellationToken = default)
    {
        var config = _rooms.Store.Find(nameOrId).Config;
        var committed = await _rooms.Commit.RunAsync(nameOrId, request, cancellationToken).ConfigureAwait(false);
        _rooms.Events.Container(EventStatus.Commit, config);
        return committed;
    }

    /// <summary>Makes a container with the configuration of another one; its process does not run yet.</summary>
    /// <param name="nameOrId">The container.</param>
    /// <param name="request">What is to be different.</param>
    /// <param name="fetch">Gets the image where it is not in the store; null gets none.</param>
    /// <exception cref="EngineException">NotFound; Conflict: the name is in use; InvalidArgument: a limit that cannot be.</exception>
    public ContainerRecord Clone(string nameOrId, CloneRequest request, Func<string, ImageRecord>? fetch = null)
    {
        var record = _rooms.Clone.Run(nameOrId, request, fetch);
        TellCreated(record);
        return record;
    }

    /// <summary>Mounts a container's root file system where the caller can see it.</summary>
    /// <param name="nameOrId">The container.</param>
    /// <returns>Where.</returns>
    /// <exception cref="EngineException">NotFound; InvalidState: the caller is an ordinary user outside of `hull unshare`, where the mount could not be seen.</exception>
    public string Mount(string nameOrId)
    {
        VisibleMounts.Require("mount");
        var config = _rooms.Store.Find(nameOrId).Config;
        var place = _rooms.Mount.Mount(config.Id);
        _rooms.Events.Container(EventStatus.Mount, config);
        return place;
    }

    /// <summary>Takes a mount back.</summary>
    /// <param name="nameOrId">The container.</param>
    /// <param name="force">Whether also those are taken back that others have asked for.</param>
    /// <returns>The container's id.</returns>
    /// <exception cref="EngineException">NotFound; InvalidState: it is mounted because it runs, or as <see cref="Mount"/>.</exception>
    public string Unmount(string nameOrId, bool force = false)
    {
        VisibleMounts.Require("unmount");
        var config = _rooms.Store.Find(nameOrId).Config;
        _rooms.Mount.Unmount(config.Id, force);
        _rooms.Events.Container(EventStatus.Unmount, config);
        return config.Id;
    }

    /// <summary>The containers that are mounted, by whomever, with the place.</summary>
    /// <exception cref="EngineException">InvalidState: as <see cref="Mount"/>.</exception>
    public IReadOnlyList<(ContainerRecord Container, string Place)> Mounted()
    {
        VisibleMounts.Require("mount");
        return _rooms.Mount.Mounted(List());
    }
}
