using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Containers.Checkpoints;
using Hull.Engine.Containers.Inspect;
using Hull.Engine.Containers.Logs;
using Hull.Engine.Containers.RootFiles;
using Hull.Engine.Events;
using Hull.Engine.Health;
using Hull.Engine.Images;
using Hull.Engine.Networks;
using Hull.Engine.Runtime;
using Hull.Engine.Store;
using Hull.Engine.Volumes;
using Hull.Images;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Containers;

/// <summary>The verbs of one engine, joined by hand.</summary>
internal sealed class ContainerRooms
{
    public ContainerRooms(ContainerEngine engine, StateDatabase database, EventWriter events, ILogger log, TimeProvider time)
    {
        Paths = engine.Paths;
        Settings = engine.Settings;
        Images = engine.Images;
        Log = log;
        Time = time;
        Events = events;
        Store = new ContainerStore(database, Paths);
        Runtimes = new RuntimeSelection(Settings, Paths, log);
        var exitCommand = new ExitCommand(Settings, Paths);
        Networks = new ContainerNetworks(Paths, Settings, database, Store, log);
        var mountRootfs = new MountRootfs(Paths, Settings, Images, log);
        MountedImages = new MountImage(Paths, database, Images, mountRootfs, Settings.Rootless);
        var volumeRooms = new VolumeRooms(Paths, database, events, time, log);
        var volumes = new ContainerVolumes(Paths, volumeRooms.Store, volumeRooms.Create, volumeRooms.Remove, volumeRooms.Mount, MountedImages);
        Volumes = new VolumeVerbs(volumeRooms, this, time);
        var clock = new HealthClock(Settings, Paths, log);
        Cleanup = new CleanupContainer(Paths, Runtimes, Networks, volumes, clock, events, time, log);
        Remove = new RemoveContainer(Paths, Cleanup, volumes, events, time, log);
        var secrets = new ContainerSecrets(Paths, engine.Secrets);
        Readiness = new TellReadiness(Store, time, log);
        Create = new CreateContainer(Paths, Settings, Store, Images, Runtimes, volumes, secrets, Readiness, time, log);
        var prepare = new PrepareMounts(Paths, volumeRooms.Store, volumeRooms.Mount, volumeRooms.Fill, MountedImages, mountRootfs, Settings);
        var writeSpec = new WriteStartSpec(Paths, Settings, Runtimes, Store, Networks, prepare, secrets, Readiness, log);
        var startMonitor = new StartMonitor(Paths, Settings, Runtimes, exitCommand, Readiness);
        Start = new StartContainer(Paths, Settings, mountRootfs, Runtimes, Networks, writeSpec, startMonitor, volumes, Cleanup, clock, Readiness, events, time, log);
        Stop = new StopContainer(Paths, Store, Cleanup, events, log);
        Wait = new WaitContainer(Paths, Store, Cleanup, Remove, Images, log);
        Restart = new RestartContainer(Store, Cleanup, Wait, Stop, Start, events, time, log);
        Health = new RunHealthCheck(
            Paths, Settings, Store, new ExecHealthCheck(Paths, Runtimes, time), clock, new ActOnHealth(Stop, Wait, Restart, log), events, time, log);
        Exec = new ExecInContainer(Paths, Store, Runtimes, exitCommand, events);
        Update = new UpdateContainer(Paths, Settings, Store, Runtimes, clock, events, time);
        Sweep = new SweepContainers(Paths, Store, Cleanup, Remove, clock, log);
        Pause = new PauseContainer(Store, Runtimes, clock, events, time);
        Logs = new ReadLogs(Paths, Store, time, log);
        Inspect = new InspectContainer(Paths, Settings, Images, time);
        Mount = new MountContainer(Paths, Store, mountRootfs);
        var rootfs = new OpenRootfs(Paths, mountRootfs, Images);
        Diff = new DiffFiles(Paths, Store, Images, rootfs);
        Files = new ListFiles(Store, Images, rootfs);
        Export = new ExportContainer(Store, rootfs);
        Commit = new CommitContainer(Paths, Store, Images, Runtimes, rootfs);
        Copy = new CopyFiles(Paths, Settings, Store, rootfs);
        Clone = new CloneContainer(Paths, Store, Images, Create, time);
        Checkpoint = new CheckpointContainer(Paths, Settings, Store, Runtimes, Cleanup, events, time);
        Restore = new RestoreCheckpoint(Paths, Settings, Store, Runtimes, Images, Start, time);
        AfterBoot = new ResetAfterBoot(Paths, Store, Networks, volumes, Cleanup, Remove, events, log);
    }

    public StorePaths Paths { get; }

    public EngineSettings Settings { get; }

    public ImageStore Images { get; }

    public ILogger Log { get; }

    public TimeProvider Time { get; }

    public EventWriter Events { get; }

    public ContainerStore Store { get; }

    public MountImage MountedImages { get; }

    public VolumeVerbs Volumes { get; }

    public RuntimeSelection Runtimes { get; }

    public ContainerNetworks Networks { get; }

    public CleanupContainer Cleanup { get; }

    public RemoveContainer Remove { get; }

    public CreateContainer Create { get; }

    public StartContainer Start { get; }

    public StopContainer Stop { get; }

    public WaitContainer Wait { get; }

    public TellReadiness Readiness { get; }

    public UpdateContainer Update { get; }

    public RestartContainer Restart { get; }

    public RunHealthCheck Health { get; }

    public ExecInContainer Exec { get; }

    public SweepContainers Sweep { get; }

    public PauseContainer Pause { get; }

    public ReadLogs Logs { get; }

    public InspectContainer Inspect { get; }

    public MountContainer Mount { get; }

    public DiffFiles Diff { get; }

    /// <summary>Lists directories.</summary>
    public ListFiles Files { get; }

    public ExportContainer Export { get; }

    public CommitContainer Commit { get; }

    public CopyFiles Copy { get; }

    public CloneContainer Clone { get; }

    public CheckpointContainer Checkpoint { get; }

    public RestoreCheckpoint Restore { get; }

    public ResetAfterBoot AfterBoot { get; }
}
