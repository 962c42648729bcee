using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Networks;
using Hull.Engine.Runtime;
using Hull.Engine.Store;
using Hull.Images;
using Hull.Linux;
using Hull.Linux.HostFacts;

namespace Hull.Engine.Containers.Checkpoints;

/// <summary>
/// Restores containers from their checkpoints: a start at which conmon has the runtime restore the processes instead of making one. An
/// archive first becomes a container that has a checkpoint.
/// </summary>
internal sealed class RestoreCheckpoint(
    StorePaths paths, EngineSettings settings, ContainerStore store, RuntimeSelection runtimes, ImageStore images, StartContainer start, TimeProvider time)
{
    /// <summary>Restores a container.</summary>
    /// <param name="id">The full id.</param>
    /// <param name="options">How.</param>
    /// <exception cref="EngineException">InvalidState: it runs; NotFound: it has no checkpoint; Unsupported: what the host lacks; RuntimeFailed.</exception>
    public CheckpointReport Run(string id, RestoreOptions options)
    {
        using var lease = store.Lease(id);
        return Run(lease, options);
    }

    /// <summary>Makes a container of an archive and restores it.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="previous">The archive of its pre-checkpoint, or null.</param>
    /// <param name="options">How.</param>
    /// <exception cref="EngineException">Conflict: id or name is in use; NotFound: its image is not here; else as above.</exception>
    public CheckpointReport Import(string archive, string? previous, RestoreOptions options)
    {
        // What is unpacked is nobody's until the container is made: a sweep deletes it after a kill, by its name.
        var staging = RandomBytes.Hex(64);
        using var held = store.LockNew(staging);
        var directory = paths.Container(staging);
        try
        {
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var files = new CheckpointArchive(paths, settings);
            if (previous is not null) files.Unpack(previous, directory);
            var dump = files.Unpack(archive, directory);
            using var lease = Make(Renewed(dump.Config, options), dump, files, directory, options);
            return Run(lease, options);
        }
        finally
        {
            DeleteTree.Delete(directory);
            held.Unlink();
        }
    }

    private CheckpointReport Run(ContainerLease lease, RestoreOptions options)
    {
        var at = new CheckpointPaths(paths, lease.Id);
        RequireCriu.Check("restoring", settings, runtimes.Of(lease.Config));
        if (ExitObservation.IsAlive(lease.State) && lease.State.Status is ContainerStatus.Running or ContainerStatus.Paused or ContainerStatus.Stopping)
            throw new EngineException(ErrorKind.InvalidState, $"container {lease.Id} is running or paused, cannot restore: container state improper");
        if (!Directory.Exists(at.Images))
            throw new EngineException(ErrorKind.NotFound, $"restoring container {lease.Config.Name}: a checkpoint for this container cannot be found", $"make one with `hull container checkpoint {lease.Config.Name}` while it runs");
        var started = time.GetTimestamp();
        try
        {
            start.Run(lease, static _ => true, restore: new RestoreRequest { Images = at.Images, Arguments = Arguments(options), Networks = Networks(lease, options) });
        }
        catch (EngineException failure) when (File.Exists(at.RestoreLog))
        {
            throw new EngineException(failure.Kind, failure.Message, $"see CRIU's log in {at.RestoreLog}", failure);
        }
        var report = new CheckpointReport(lease.Id, time.GetElapsedTime(started), CriuStatistics.Read(at.RestoreStatistics));
        lease.Save(lease.State with { Checkpointed = false, RestoredAt = time.GetUtcNow() });
        if (options.Keep) return report;
        DeleteTree.Delete(at.Images);
        DeleteTree.Delete(at.PreviousImages);
        CheckpointContainer.Delete(at.RestoreLog, at.RestoreStatistics, at.DumpLog, at.DumpStatistics);
        return report;
    }

    // What it had of its networks it gets again, unless that is to be ignored, or it is another container beside the first.
    private static Dictionary<string, PerNetworkOptions>? Networks(ContainerLease lease, RestoreOptions options)
    {
        if (lease.Config.Spec.Networks is not { } asked || options.Name is not null) return null;
        return asked.ToDictionary(
            static pair => pair.Key,
            pair =>
            {
                var had = lease.State.CheckpointNetworks.FirstOrDefault(attachment => attachment.Network == pair.Key);
                var addresses = had?.Addresses.Select(static address => address.Split('/')[0]).ToList();
                return pair.Value with
                {
                    StaticIps = options.IgnoreStaticIp ? null : addresses is { Count: > 0 } ? addresses : pair.Value.StaticIps,
                    StaticMac = options.IgnoreStaticMac ? null : had?.MacAddress ?? pair.Value.StaticMac,
                };
            },
            StringComparer.Ordinal);
    }

    private static List<string> Arguments(RestoreOptions options)
    {
        var arguments = new List<string>();
        if (options.TcpEstablished) arguments.Add("--tcp-established");
        if (options.FileLocks) arguments.Add("--file-locks");
        return arguments;
    }

    private ContainerConfig Renewed(ContainerConfig config, RestoreOptions options)
    {
        var id = options.Name is null ? config.Id : RandomBytes.Hex(64);
        if (store.TryFind(id)?.Config.Id == id) throw new EngineException(ErrorKind.Conflict, $"container with ID {id} already exists: container already exists", "give the restored one another name with --name");
        if (config.ImageId.Length > 0 && images.Find(config.ImageId) is null)
            throw new EngineException(ErrorKind.NotFound, $"restoring container {config.Name}: its image {config.ImageName} ({config.ImageId[..12]}) is not here: image not known", $"`hull pull {config.ImageName}` first");
        var runtime = runtimes.Choose(config.Spec.OciRuntime);
        return config with
        {
            Id = id,
            Name = options.Name ?? config.Name,
            Created = time.GetUtcNow(),
            Runtime = runtime.Path,
            CgroupManager = runtimes.CgroupManager,
            LogPath = config.LogPath.Length == 0 ? "" : Path.Join(paths.Container(id), "ctr.log"),
            Spec = config.Spec with
            {
                Name = options.Name ?? config.Name,
                CidFile = null,
                PortMappings = options.Publish ?? config.Spec.PortMappings,
            },
        };
    }

    private ContainerLease Make(ContainerConfig config, CheckpointDump dump, CheckpointArchive files, string directory, RestoreOptions options)
    {
        var undo = new UndoStack();
        var held = store.LockNew(config.Id);
        undo.Push("lock", () =>
        {
            held.Unlink();
            held.Dispose();
        });
        try
        {
            undo.Push($"directory {paths.Container(config.Id)}", () => DeleteTree.Delete(paths.Container(config.Id)));
            CreateContainer.MakeDirectories(paths, config);
            files.Fill(directory, config, options);
            var state = new ContainerState { Status = ContainerStatus.Exited, Checkpointed = true, CheckpointNetworks = dump.Networks };
            store.Insert(config, state, connection =>
            {
                if (config.ImageId.Length > 0) images.Require(connection, config.ImageId);
            });
            undo.Keep();
            return store.LeaseNew(config, state, held);
        }
        catch
        {
            undo.Unwind();
            throw;
        }
    }
}
