using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Containers;
using Hull.Engine.Images;
using Hull.Engine.Systemwide.Usage;
using Hull.Linux.HostFacts;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hull.Engine.Systemwide;

/// <summary>Verbs on the engine as a whole.</summary>
public sealed class SystemVerbs
{
    private readonly ContainerEngine _engine;
    private readonly ContainerRooms _rooms;
    private readonly ContainerVerbs _containers;
    private readonly TimeProvider _time;

    internal SystemVerbs(ContainerEngine engine, ContainerRooms rooms, ContainerVerbs containers, TimeProvider time)
    {
        _engine = engine;
        _rooms = rooms;
        _containers = containers;
        _time = time;
    }

    /// <summary>The host, the store and the engine as they are now. What cannot be found out is left empty with a warning.</summary>
    public EngineInfo Info() =>
        new GatherInfo(_rooms.Settings, _rooms.Paths, _containers, _rooms.Images, _rooms.Runtimes, _time, _rooms.Log).Run();

    /// <summary>How much of the disk images, containers and volumes take.</summary>
    public DiskUsage DiskUsage() => new MeasureDisk(_engine).Run();

    /// <summary>Removes the containers that do not run.</summary>
    /// <param name="filters">Which of them: label=, label!= and until=.</param>
    /// <exception cref="EngineException">InvalidArgument: another filter, or a wrong value.</exception>
    public PruneReport PruneContainers(IReadOnlyList<string> filters) => new PruneContainers(_engine, _time).Run(filters);

    /// <summary>Removes images that nothing uses.</summary>
    /// <param name="all">Whether those with names go too, if no container is of them; else only dangling ones.</param>
    /// <param name="filters">Which of them: label=, label!= and until=.</param>
    /// <exception cref="EngineException">InvalidArgument: another filter, or a wrong value.</exception>
    public PruneReport PruneImages(bool all, IReadOnlyList<string> filters) => new PruneImages(_engine, _time).Run(all, filters);

    /// <summary>Removes volumes that no container uses.</summary>
    /// <param name="filters">Which of them: label=, label!= and until=.</param>
    /// <exception cref="EngineException">InvalidArgument: another filter, or a wrong value.</exception>
    public PruneReport PruneVolumes(IReadOnlyList<string> filters) => new PruneVolumes(_engine).Run(filters);

    /// <summary>Takes down all that killed commands have left on the disk, whatever the rows say.</summary>
    public void Sweep()
    {
        _containers.Sweep();
        _rooms.Images.Sweep();
    }

    /// <summary>Compares what is recorded of images and containers with what lies on the disk.</summary>
    /// <param name="quick">Whether the bytes of blobs are left unread.</param>
    /// <returns>What is wrong; empty where nothing is.</returns>
    public IReadOnlyList<StoreDamage> Check(bool quick = false) => new CheckSystem(_rooms.Paths, _containers, _rooms.Images).Find(quick);

    /// <summary>Removes what is damaged.</summary>
    /// <param name="damage">What <see cref="Check"/> found.</param>
    /// <param name="force">Whether damaged containers, and those of damaged images, go too.</param>
    /// <param name="removed">Told each thing that was removed; may be null.</param>
    public void Repair(IReadOnlyList<StoreDamage> damage, bool force = false, Action<string>? removed = null)
    {
        ArgumentNullException.ThrowIfNull(damage);
        new CheckSystem(_rooms.Paths, _containers, _rooms.Images).Repair(damage, force, removed ?? (static _ => { }));
    }

    /// <summary>This build's version; needs no store.</summary>
    /// <param name="time">Where the time zone comes from; null is the system's.</param>
    public static VersionReport Version(TimeProvider? time = null) =>
        new() { Client = DescribeVersion.Of((time ?? TimeProvider.System).LocalTimeZone) };

    /// <summary>
    /// Prepares the store for this version of Hull and for changes of the host: stops all containers and, if asked, gives every container
    /// another OCI runtime. The database itself is brought up to date whenever it is opened.
    /// </summary>
    /// <param name="newRuntime">The runtime's name or path; null keeps each container's own.</param>
    /// <param name="stopped">Told the id of each container that was stopped.</param>
    /// <exception cref="EngineException">InvalidArgument: there is no such runtime, found out before anything is stopped.</exception>
    public void Migrate(string? newRuntime = null, Action<string>? stopped = null) =>
        new MigrateSystem(_rooms.Store, _containers, _rooms.Runtimes, _rooms.Settings.Rootless, _rooms.Log).Run(newRuntime, stopped);

    /// <summary>
    /// The containers that should run by their restart policy and what people did, but do not: what a boot, a killed conmon or a failed start has
    /// left. In an order in which they can be started: those whose namespaces others join come first.
    /// </summary>
    /// <returns>Their full ids.</returns>
    public IReadOnlyList<string> ContainersToStart()
    {
        var boot = _time.GetUtcNow() - BootFacts.ReadUptime();
        // A container is younger than those whose namespaces it joins.
        return
        [
            .. _containers.List()
                .Where(record => record.State.Status == ContainerStatus.Exited && RestartRule.ShouldRun(record.Config.Spec, record.State, boot))
                .Select(record => record.Config.Id),
        ];
    }

    /// <summary>
    /// Removes all containers and images, and every file of the store; afterwards Hull is as newly installed. Files that are not the
    /// store's are left alone. Works on a store whose database cannot be read any more.
    /// </summary>
    /// <param name="settings">Which store.</param>
    /// <param name="log">Told every effect on the kernel at debug level; null is silent.</param>
    /// <param name="time">Where time comes from; null is the system's clock.</param>
    /// <exception cref="EngineException">InvalidArgument: the root is no store of Hull's; else what could not be removed.</exception>
    public static ResetReport Reset(EngineSettings settings, ILogger? log = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new ResetSystem(settings, log ?? NullLogger.Instance, time ?? TimeProvider.System).Run();
    }
}
