using System.Text.Json;
using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Containers.Checkpoints;
using Hull.Engine.Containers.RootFiles;
using Hull.Engine.Events;
using Hull.Engine.Networks;
using Hull.Engine.Runtime;
using Hull.Engine.Store;
using Hull.Linux;
using Hull.Linux.HostFacts;
using Hull.Linux.Mounts;
using Hull.Linux.Processes;
using Hull.Oci.Runtime;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Containers;

/// <summary>
/// Starts a container: mount, network, files, specification, conmon, runtime create, attach, start. Each effect pushes its undo; the lease is held
/// throughout, and what a kill leaves is named by the id, so that the next command's sweep finds it.
/// </summary>
internal sealed class StartContainer(
    StorePaths paths, EngineSettings settings, MountRootfs mountRootfs, RuntimeSelection runtimes, ContainerStore store,
    ContainerNetworks networks, PrepareMounts prepareMounts, ContainerVolumes volumes, CleanupContainer cleanup, ExitCommand exitCommand, ContainerSecrets secrets, EventWriter events, TimeProvider time, ILogger log)
{
    private const uint TtyGroup = 5;

    /// <summary>Starts the container.</summary>
    /// <param name="lease">Its lease.</param>
    /// <param name="beforeStart">Called when the container is made and its process waits: the moment to attach. Its result is returned.</param>
    /// <exception cref="EngineException">InvalidState: it runs already; else what the runtime said, classified.</exception>
    /// <param name="restore">Where the processes come from a checkpoint: from which; null starts anew.</param>
    public T Run<T>(ContainerLease lease, Func<string, T> beforeStart, RestoreRequest? restore = null)
    {
        Require(lease);
        ContainerLogDriver.RequireStreams(lease.Config);
        if (lease.State.Status != ContainerStatus.Configured || Directory.Exists(paths.Bundle(lease.Id))) cleanup.Run(lease);
        File.Delete(paths.ExitFile(lease.Id));
        var undo = new UndoStack();
        try
        {
            var (monitor, attachments) = Create(lease, undo, restore);
            events.Container(EventStatus.Init, lease.Config);
            var attached = beforeStart(paths.Bundle(lease.Id));
            if (attached is IDisposable disposable) undo.Push("attachment", disposable.Dispose);
            // A restored process runs already.
            if (restore is null) runtimes.Of(lease.Config).Start(lease.Id);
            lease.Save(Running(lease, monitor, attachments));
            undo.Keep();
            events.Container(EventStatus.Start, lease.Config);
            return attached;
        }
        catch (EngineException e)
        {
            foreach (var error in undo.Unwind()) log.Warn(error.Message);
            if (lease.Config.Spec.Remove != true) lease.Save(Failed(lease.State, e));
            throw;
        }
    }

    private static void Require(ContainerLease lease)
    {
        var status = lease.State.Status;
        if (status == ContainerStatus.Removing)
        {
            throw new EngineException(
                ErrorKind.InvalidState, $"starting container {lease.Id}: it is being removed", $"finish it with `hull rm -f {lease.Config.Name}`");
        }
        if (status is ContainerStatus.Running or ContainerStatus.Paused or ContainerStatus.Stopping && ExitObservation.IsAlive(lease.State))
        {
            throw new EngineException(
                ErrorKind.InvalidState, $"starting container {lease.Id}: container {lease.Id} is already running: container state improper");
        }
    }

    private (StartedMonitor Monitor, IReadOnlyList<NetworkAttachment> Attachments) Create(ContainerLease lease, UndoStack undo, RestoreRequest? restore)
    {
        var config = restore?.Networks is { } asked ? lease.Config with { Spec = lease.Config.Spec with { Networks = asked } } : lease.Config;
        var bundle = paths.Bundle(lease.Id);
        undo.Push($"bundle {bundle}", () => DeleteTree.Delete(bundle));
        Directory.CreateDirectory(bundle, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        undo.Push($"mounts of container {lease.Id}", () => volumes.Release(config));
        MountRoot(lease, undo);
        var attachments = networks.Connect(config, undo);
        var spec = BuildSpec(config, attachments, bundle);
        WriteSpec(Path.Join(bundle, "config.json"), spec);

        var runtime = runtimes.Of(config);
        undo.Push($"container {lease.Id} of {runtime.Name}", () =>
        {
            if (runtime.Knows(lease.Id)) runtime.Delete(lease.Id);
        });
        var monitor = runtimes.Monitor.Create(new MonitorRequest
        {
            Id = lease.Id,
            Name = config.Name,
            Bundle = bundle,
            ExitDirectory = paths.Exits,
            Runtime = runtime,
            Command = config.Args[0],
            Terminal = config.Spec.Terminal == true,
            Stdin = config.Spec.Stdin == true,
            Log = ContainerLogDriver.ForMonitor(config),
            LogTag = ContainerLogDriver.TagOf(config),
            LogLabels = ContainerLogDriver.LabelsOf(config),
            LogFiles = ContainerLogDriver.FilesOf(config),
            PassesStreams = ContainerLogDriver.PassesStreams(config),
            LogSizeMax = config.Spec.LogConfiguration?.Size ?? -1,
            VolatileLog = config.Spec.Remove == true,
            Timeout = config.Spec.Timeout ?? 0,
            SharesKeyring = !settings.Containers.Keyring,
            NoPivotRoot = settings.Engine.NoPivotRoot,
            Scope = MonitorScope.Of(config, attachments),
            PidFile = config.Spec.ConmonPidFile ?? Path.Join(bundle, "conmon.pid"),
            ExitCommand = exitCommand.For(lease.Id),
            Syslog = settings.Syslog,
            RestoreFrom = restore?.Images,
            RestoreArguments = restore?.Arguments ?? [],
        });
        return (monitor, attachments);
    }

    // What `mount` has mounted is the same overlay: a second one over the same layer would be another view of it.
    private void MountRoot(ContainerLease lease, UndoStack undo)
    {
        var merged = paths.Merged(lease.Id);
        if (lease.State.UserMounts > 0)
        {
            if (OpenRootfs.IsMounted(merged)) return;
            // It was mounted before a reboot.
            lease.Save(lease.State with { UserMounts = 0 });
        }
        undo.Push($"mount {merged}", () => Mount.Detach(merged));
        mountRootfs.Run(lease.Config);
    }

    private RuntimeSpec BuildSpec(ContainerConfig config, IReadOnlyList<NetworkAttachment> attachments, string bundle)
    {
        var rootfs = paths.Merged(config.Id);
        var user = ResolveUser.In(rootfs, config.Spec.User ?? "", config.Spec.Groups ?? [], config.WorkDir);
        var files = new ContainerFiles(settings, log).Write(config, attachments, user, runtimes.Of(config).Name, rootfs, bundle);
        PrepareRootfs.MakeWorkDir(rootfs, config, user);
        return OciSpecBuilder.Build(config, new StartFacts
        {
            Rootfs = rootfs,
            CgroupsPath = ContainerCgroup.PathOf(config),
            User = user,
            Seccomp = LoadSeccomp.For(config, settings, runtimes.Choose(config.Runtime), runtimes.HostFor(config.Spec), log),
            Files = secrets.AddFiles(config, files),
            SecretEnv = secrets.Environment(config),
            ShmDirectory = ContainerNamespaces.SharedMemory(config, store),
            Namespaces = networks.AddNamespace(config, ContainerNamespaces.Of(config, store)),
            Mounts = Mounts(config, rootfs, user, bundle),
            Init = config.Spec.Init == true ? config.Spec.InitPath : null,
            HostDevices = config.Spec.Privileged == true ? HostDevices.All() : [],
            Rootless = settings.Rootless,
            HasTtyGroup = !settings.Rootless || IdMap.ReadGroups().ToOutside(TtyGroup) is not null,
        });
    }

    private IReadOnlyList<RuntimeMount> Mounts(ContainerConfig config, string rootfs, ResolvedUser user, string bundle) =>
        [.. prepareMounts.Run(config, rootfs, user), .. new DefaultMounts(settings, log).Copy(bundle, MountTargets.Of(config.Spec).ToHashSet(StringComparer.Ordinal))];

    private void WriteSpec(string path, RuntimeSpec spec)
    {
        log.Writing(path);
        using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            BufferSize = 0,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        file.Write(JsonSerializer.SerializeToUtf8Bytes(spec, RuntimeWriting.Default.RuntimeSpec));
    }

    private ContainerState Running(ContainerLease lease, StartedMonitor monitor, IReadOnlyList<NetworkAttachment> attachments) => lease.State with
    {
        Status = ContainerStatus.Running,
        Pid = monitor.ContainerPid,
        PidStartTime = ProcessIdentity.TryRead(monitor.ContainerPid)?.StartTime ?? 0,
        ConmonPid = monitor.MonitorPid,
        ConmonStartTime = ProcessIdentity.TryRead(monitor.MonitorPid)?.StartTime ?? 0,
        Started = time.GetUtcNow(),
        Finished = null,
        ExitCode = 0,
        OomKilled = false,
        Error = null,
        StoppedByUser = false,
        IsRestarting = false,
        Checkpointed = false,
        Mounted = true,
        Networks = attachments,
        CgroupPath = ContainerCgroup.PathOf(lease.Config),
    };

    private static ContainerState Failed(ContainerState state, EngineException error) => state with
    {
        Error = error.Message,
        IsRestarting = false,
        ExitCode = error.Kind switch
        {
            ErrorKind.CommandNotFound => 127,
            ErrorKind.CommandNotExecutable => 126,
            _ => state.ExitCode,
        },
    };
}
