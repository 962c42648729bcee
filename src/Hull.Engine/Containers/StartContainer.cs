using Hull.Core;
using Hull.Engine.Cdi;
using Hull.Engine.Configuration;
using Hull.Engine.Containers.Checkpoints;
using Hull.Engine.Containers.Ids;
using Hull.Engine.Containers.RootFiles;
using Hull.Engine.Events;
using Hull.Engine.Health;
using Hull.Engine.Hooks;
using Hull.Engine.Networks;
using Hull.Engine.Runtime;
using Hull.Engine.Store;
using Hull.Linux;
using Hull.Linux.Cgroups;
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
    ContainerNetworks networks, PrepareMounts prepareMounts, ContainerVolumes volumes, CleanupContainer cleanup, ExitCommand exitCommand, ContainerSecrets secrets,
    HealthClock clock, TellReadiness readiness, EventWriter events, TimeProvider time, ILogger log)
{
    private const uint TtyGroup = 5;

    /// <summary>Starts the container.</summary>
    /// <param name="lease">Its lease.</param>
    /// <param name="beforeStart">Called when the container is made and its process waits: the moment to attach. Its result is returned.</param>
    /// <param name="restarts">How often it has been started again by itself, this time included; 0 where a person starts it.</param>
    /// <param name="restore">Where the processes come from a checkpoint: from which; null starts anew.</param>
    /// <exception cref="EngineException">InvalidState: it runs already; else what the runtime said, classified.</exception>
    public T Run<T>(ContainerLease lease, Func<string, T> beforeStart, uint restarts = 0, RestoreRequest? restore = null)
    {
        Require(lease);
        ContainerLogDriver.RequireStreams(lease.Config);
        var undo = new UndoStack();
        try
        {
            var made = IsInitialized(lease.State) ? Take(lease, undo) : Make(lease, undo, restore);
            var attached = beforeStart(paths.Bundle(lease.Id));
            if (attached is IDisposable disposable) undo.Push("attachment", disposable.Dispose);
            var health = BeginHealth(lease, made);
            // A restored process runs already.
            if (restore is null) runtimes.Of(lease.Config).Start(lease.Id);
            WritePidFile(lease.Config, made);
            lease.Save(made with
            {
                Status = ContainerStatus.Running,
                Started = time.GetUtcNow(),
                Health = health,
                RestartCount = restarts,
                ShortRuns = restarts == 0 ? 0 : lease.State.ShortRuns,
            });
            undo.Keep();
            events.Container(EventStatus.Start, lease.Config);
            readiness.Started(lease.Config);
            return attached;
        }
        catch (EngineException e)
        {
            foreach (var error in undo.Unwind()) log.Warn(error.Message);
            if (lease.Config.Spec.Remove != true) lease.Save(Failed(lease.State, e));
            throw;
        }
    }

    /// <summary>Does all of a start but the start: the container is made, and its process waits.</summary>
    /// <param name="lease">Its lease.</param>
    /// <exception cref="EngineException">InvalidState: it is made already, or runs; else what the runtime said, classified.</exception>
    public void Initialize(ContainerLease lease)
    {
        Require(lease);
        if (IsInitialized(lease.State))
            throw new EngineException(ErrorKind.InvalidState, $"container {lease.Id} has already been created in runtime: container state improper");
        var undo = new UndoStack();
        try
        {
            lease.Save(Make(lease, undo));
            undo.Keep();
        }
        catch (EngineException e)
        {
            foreach (var error in undo.Unwind()) log.Warn(error.Message);
            lease.Save(Failed(lease.State, e));
            throw;
        }
    }

    /// <summary>Whether it is made, and its process waits for the start.</summary>
    public static bool IsInitialized(ContainerState state) => state.Status == ContainerStatus.Created && ExitObservation.IsAlive(state);

    // What an earlier command made; where it cannot be started, nothing of it is of use.
    private ContainerState Take(ContainerLease lease, UndoStack undo)
    {
        undo.Push($"container {lease.Id}", () => runtimes.Of(lease.Config).Delete(lease.Id));
        return lease.State;
    }

    private ContainerState Make(ContainerLease lease, UndoStack undo, RestoreRequest? restore = null)
    {
        if (lease.State.Status != ContainerStatus.Configured || Directory.Exists(paths.Bundle(lease.Id))) cleanup.Run(lease);
        File.Delete(paths.ExitFile(lease.Id));
        var (monitor, attachments) = Create(lease, undo, restore);
        events.Container(EventStatus.Init, lease.Config);
        return Made(lease, monitor, attachments);
    }

    // The container's own choice beside the bundle's file, which conmon writes.
    private void WritePidFile(ContainerConfig config, ContainerState state)
    {
        if (string.IsNullOrEmpty(config.Spec.PidFile)) return;
        log.Writing(config.Spec.PidFile);
        try
        {
            File.WriteAllText(config.Spec.PidFile, state.Pid.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(ErrorKind.InvalidArgument, $"writing pid file {config.Spec.PidFile}: {e.Message}", "name a file in a directory that exists with --pidfile", e);
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
        if (config.IdMaps is { } maps)
        {
            var userRoot = new UserRoot(paths, lease.Id);
            userRoot.RequireWay(runtimes.Of(config).Name, maps);
            undo.Push($"root directory {userRoot.Place}", userRoot.Delete);
        }

        if (config.Spec.CgroupsMode == ContainerCgroup.Split) EnterCgroup.Below(ContainerCgroup.Supervisor);
        MountRoot(lease, undo);
        var attachments = networks.Connect(config, undo);
        var spec = BuildSpec(config, attachments, bundle);
        if (config.CdiDevices.Count > 0)
        {
            var edits = new CdiRegistry(ReadCdi.From(settings.Engine.CdiSpecDirs), settings.Engine.CdiSpecDirs).EditsOf(config.CdiDevices);
            spec = InjectCdi.Into(spec, edits, HostPaths.Look, bindsNodes: settings.Rootless || config.IdMaps is not null);
        }

        var bound = (config.Spec.Mounts ?? []).Any(MountOptions.IsBind);
        WriteSpec(Path.Join(bundle, "config.json"), new AddHooks(settings.Engine.HooksDir).To(spec, bound));

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
            Preserved = PreservedDescriptors.Check(config.Spec.PreserveDescriptors, runtime.Name),
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
            NotifySocket = config.Spec.SdNotifyMode == "container" ? readiness.SocketOf(config) : null,
        });
        readiness.MainProcess(config, monitor.MonitorPid);
        if (networks.ConnectMade(config, monitor.ContainerPid, undo) is { Count: > 0 } made)
        {
            attachments = made;
            // The files are bound inside already: what they say of the network is written into them.
            new ContainerFiles(settings, log).WriteNames(config, attachments, paths.Merged(lease.Id), bundle);
        }

        return (monitor, attachments);
    }

    // Its first check is due at once: it waits for this lease, and so for the container to run.
    private HealthState? BeginHealth(ContainerLease lease, ContainerState made)
    {
        if (lease.Config.Spec.HealthConfig is not { IsOn: true }) return null;
        HealthLog.Delete(paths, lease.Config);
        var state = new HealthState();
        if (JudgeHealth.NextDelay(lease.Config.Spec, lease.State, state, time.GetUtcNow()) is not { } usual) return state;
        var process = clock.Start(lease.Id, new ProcessIdentity(made.ConmonPid, made.ConmonStartTime), TimeSpan.Zero, usual);
        return state with { ClockPid = process.Pid, ClockStartTime = process.StartTime };
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
        var place = config.IdMaps is { } maps ? new UserRoot(paths, config.Id).Make(rootfs, maps) : rootfs;
        var user = ResolveUser.In(rootfs, config.Spec.User ?? "", config.Spec.Groups ?? [], AccountRequest.Of(config));
        var files = new ContainerFiles(settings, log).Write(config, attachments, user, runtimes.Of(config).Name, rootfs, bundle);
        PrepareRootfs.MakeWorkDir(rootfs, config, user);
        return OciSpecBuilder.Build(config, new StartFacts
        {
            Rootfs = place,
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
            NotifyDirectory = MakeNotifyDirectory(config, bundle),
            CgroupV2 = runtimes.Cgroups.Mode == CgroupMode.Version2,
            HasSystemdHierarchy = Directory.Exists("/sys/fs/cgroup/systemd"),
            HasTtyGroup = config.IdMaps is { } ids ? ids.HasGroup(TtyGroup) : !settings.Rootless || IdMap.ReadGroups().ToOutside(TtyGroup) is not null,
            CgroupFolders = CgroupFolders(runtimes.Of(config).Name),
            // runc wants to be told the ids of a namespace that it joins, crun reads them.
            JoinsUsers = config.Spec.UserNamespace.Mode is "container" or "path" && runtimes.Of(config).Name != "runc",
        });
    }

    private IReadOnlyList<string> CgroupFolders(string runtime)
    {
        const string top = "/sys/fs/cgroup";
        if (runtimes.Cgroups.Mode is not (CgroupMode.Version1 or CgroupMode.Hybrid)) return [];
        return runtime == "runc" ? [top] : [top, .. runtimes.Cgroups.Hierarchies.Select(hierarchy => $"{top}/{Path.GetFileName(hierarchy.MountPoint)}")];
    }

    private IReadOnlyList<RuntimeMount> Mounts(ContainerConfig config, string rootfs, ResolvedUser user, string bundle) =>
        [.. prepareMounts.Run(config, rootfs, user), .. new DefaultMounts(settings, log).Copy(bundle, MountTargets.Of(config.Spec).ToHashSet(StringComparer.Ordinal), config.IdMaps)];

    // conmon listens in it for what the container tells.
    private string? MakeNotifyDirectory(ContainerConfig config, string bundle)
    {
        if (config.Spec.SdNotifyMode != "container" || readiness.SocketOf(config) is null) return null;
        var directory = Path.Join(bundle, "notify");
        // Every user of the container may tell.
        Directory.CreateDirectory(directory);
        File.SetUnixFileMode(directory, (UnixFileMode)0b111_101_101);
        return directory;
    }

    private void WriteSpec(string path, byte[] spec)
    {
        log.Writing(path);
        using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            BufferSize = 0,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        file.Write(spec);
    }

    private static ContainerState Made(ContainerLease lease, StartedMonitor monitor, IReadOnlyList<NetworkAttachment> attachments) => lease.State with
    {
        Status = ContainerStatus.Created,
        Pid = monitor.ContainerPid,
        PidStartTime = ProcessIdentity.TryRead(monitor.ContainerPid)?.StartTime ?? 0,
        ConmonPid = monitor.MonitorPid,
        ConmonStartTime = ProcessIdentity.TryRead(monitor.MonitorPid)?.StartTime ?? 0,
        Finished = null,
        PreviousExitCode = lease.State.ExitCode,
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
