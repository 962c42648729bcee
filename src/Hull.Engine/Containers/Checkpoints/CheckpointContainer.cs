using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Events;
using Hull.Engine.Runtime;
using Hull.Engine.Store;
using Hull.Linux;

namespace Hull.Engine.Containers.Checkpoints;

/// <summary>
/// Writes the processes of a container to files, by way of the runtime and CRIU, and ends them unless told otherwise. The lease is held
/// while CRIU works: nobody may start, stop or remove what is being frozen.
/// </summary>
internal sealed class CheckpointContainer(
    StorePaths paths, EngineSettings settings, ContainerStore store, RuntimeSelection runtimes, CleanupContainer cleanup, EventWriter events, TimeProvider time)
{
    private const int EndMilliseconds = 30_000;

    /// <summary>Checkpoints a container.</summary>
    /// <param name="id">The full id.</param>
    /// <param name="options">How.</param>
    /// <exception cref="EngineException">InvalidState: it does not run; Unsupported: what the host lacks; InvalidArgument: options contradict; RuntimeFailed.</exception>
    public CheckpointReport Run(string id, CheckpointOptions options)
    {
        using var lease = store.Lease(id);
        var runtime = runtimes.Of(lease.Config);
        Check(lease, options);
        RequireCriu.Check("checkpointing", settings, runtime);
        var at = new CheckpointPaths(paths, id);
        var images = options.PreCheckpoint ? at.PreviousImages : at.Images;
        DeleteTree.Delete(images);
        Directory.CreateDirectory(images, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var networks = lease.State.Networks;
        var started = time.GetTimestamp();
        try
        {
            runtime.Checkpoint(id, Arguments(at, images, options));
        }
        catch (EngineException failure)
        {
            DeleteTree.Delete(images);
            throw new EngineException(failure.Kind, failure.Message, $"see CRIU's log in {at.DumpLog}", failure);
        }
        var report = new CheckpointReport(id, time.GetElapsedTime(started), CriuStatistics.Read(at.DumpStatistics));
        var runsOn = options.LeaveRunning || options.PreCheckpoint;
        if (!runsOn) ExitObservation.Wait(paths, new ContainerRecord(lease.Config, lease.State), EndMilliseconds);
        if (options.Export is { } archive) new CheckpointArchive(paths, settings).Write(lease.Config, networks, options, archive);
        if (!runsOn) cleanup.Run(lease);
        if (!options.PreCheckpoint) lease.Save(lease.State with { Checkpointed = !runsOn, CheckpointedAt = time.GetUtcNow(), CheckpointNetworks = networks });
        events.Container(EventStatus.Checkpoint, lease.Config);
        if (!options.Keep) Delete(at.DumpLog, at.DumpStatistics);
        return report;
    }

    /// <summary>Deletes what CRIU leaves beside its images.</summary>
    internal static void Delete(params ReadOnlySpan<string> files)
    {
        foreach (var file in files) File.Delete(file);
    }

    private static void Check(ContainerLease lease, CheckpointOptions options)
    {
        if (lease.State.Status != ContainerStatus.Running || !ExitObservation.IsAlive(lease.State))
        {
            throw new EngineException(
                ErrorKind.InvalidState, $"\"{ContainerVerbs.StatusWord(lease.State.Status)}\" is not running, cannot checkpoint: container state improper");
        }
        if (lease.Config.Spec.Remove == true && options.Export is null && !options.LeaveRunning && !options.PreCheckpoint)
            throw new EngineException(ErrorKind.InvalidArgument, "cannot checkpoint containers that have been started with '--rm' unless '--export' is used: invalid argument");
        if (lease.Config.Spec.Terminal == true)
            throw new EngineException(ErrorKind.Unsupported, "checkpointing container with a terminal: CRIU cannot hand conmon's end of a terminal on", "run it without --tty");
        if (lease.Config.IdMaps is not null)
            throw new EngineException(ErrorKind.Unsupported, $"checkpointing container {lease.Config.Name}: it has a user namespace of its own, which Hull does not restore", "run it without --userns");
    }

    private static List<string> Arguments(CheckpointPaths at, string images, CheckpointOptions options)
    {
        List<string> arguments = ["--image-path", images, "--work-path", at.Work];
        if (options.LeaveRunning && !options.PreCheckpoint) arguments.Add("--leave-running");
        if (options.TcpEstablished) arguments.Add("--tcp-established");
        if (options.FileLocks) arguments.Add("--file-locks");
        if (options.PreCheckpoint) arguments.Add("--pre-dump");
        if (options.WithPrevious)
        {
            if (!Directory.Exists(at.PreviousImages))
                throw new EngineException(ErrorKind.InvalidState, "checkpointing with --with-previous: there is no pre-checkpoint", "make one with `hull container checkpoint --pre-checkpoint` first");
            // CRIU takes it relative to the images.
            arguments.AddRange(["--parent-path", Path.Join("..", Path.GetFileName(at.PreviousImages))]);
        }
        return arguments;
    }
}
