using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Containers;
using Hull.Engine.Events;
using Hull.Engine.Images;
using Hull.Engine.Inspect;
using Hull.Engine.Networks;
using Hull.Engine.Registries;
using Hull.Engine.Rootless;
using Hull.Engine.Secrets;
using Hull.Engine.Store;
using Hull.Engine.Systemwide;
using Hull.Engine.Volumes;
using Hull.Images;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hull.Engine;

/// <summary>
/// The engine: what Podman calls libpod. One instance serves one thread at a time; open as many as needed, also in several processes: all
/// state is in the store. Verbs on containers are in <see cref="Containers"/>, images in <see cref="Images"/>.
/// </summary>
public sealed class ContainerEngine : IDisposable
{
    private readonly StateDatabase _database;

    private ContainerEngine(EngineSettings settings, ILogger log, TimeProvider time)
    {
        Settings = settings;
        Paths = new StorePaths
        {
            Root = settings.Root,
            RunRoot = settings.RunRoot,
            Volumes = settings.Engine.VolumePath.Length > 0 ? settings.Engine.VolumePath : Path.Join(settings.Root, "volumes"),
        };
        var boot = new BootMarker(Paths);
        if (boot.IsNewBoot())
        {
            RefuseNetworkFileSystem.Check(Paths.Root);
            boot.MakeDirectories();
        }
        _database = new StateDatabase(Paths.Database);
        var events = new EventWriter(settings, Paths, time, log);
        Events = new EventVerbs(events);
        var registries = new Lazy<RegistriesFile>(static () => ReadRegistriesFile.From(HostEnvironment.OfThisProcess()));
        Images = new ImageStore(
            Paths.Root, _database,
            new ImageStoreSettings
            {
                Rootless = settings.Rootless,
                Clock = time,
                SearchRegistries = new Lazy<IReadOnlyList<string>>(() => registries.Value.SearchRegistries),
                Changed = change => events.Image(ImageEvents.StatusOf(change.Kind), change.Id, change.Name),
            },
            log);
        Registries = new RegistryVerbs(settings, Images, registries, events);
        Secrets = new SecretVerbs(Paths, _database, time);
        var rooms = new ContainerRooms(this, _database, events, log, time);
        Containers = new ContainerVerbs(rooms);
        Networks = new NetworkVerbs(rooms);
        Volumes = rooms.Volumes;
        ImageMounts = new ImageMountVerbs(rooms.MountedImages, Images);
        System = new SystemVerbs(this, rooms, Containers, time);
        Containers.ResetAfterBoot();
    }

    /// <summary>The settings in force.</summary>
    public EngineSettings Settings { get; }

    /// <summary>Where everything lies.</summary>
    public StorePaths Paths { get; }

    /// <summary>Images: lookup, names, load and save.</summary>
    public ImageStore Images { get; }

    /// <summary>Images from and to registries: pull, push, login, logout.</summary>
    public RegistryVerbs Registries { get; }

    /// <summary>Containers: every verb.</summary>
    public ContainerVerbs Containers { get; }

    /// <summary>What happened: written by every verb.</summary>
    public EventVerbs Events { get; }

    /// <summary>Secrets: every verb.</summary>
    public SecretVerbs Secrets { get; }

    /// <summary>Networks: reload.</summary>
    public NetworkVerbs Networks { get; }

    /// <summary>Images mounted on the host.</summary>
    public ImageMountVerbs ImageMounts { get; }

    /// <summary>Volumes: every verb.</summary>
    public VolumeVerbs Volumes { get; }

    /// <summary>The engine as a whole: info, migrate.</summary>
    public SystemVerbs System { get; }

    /// <summary>Opens the store, making it where there is none, and sees to it that no state of before a reboot is believed.</summary>
    /// <param name="settings">From <see cref="EngineSettings.Load"/>.</param>
    /// <param name="log">Told every effect on the kernel at debug level; null is silent.</param>
    /// <param name="time">Where time comes from; null is the system's clock.</param>
    /// <exception cref="EngineException">PermissionDenied, ResourceExhausted or Unsupported: the store cannot be used.</exception>
    public static ContainerEngine Open(EngineSettings settings, ILogger? log = null, TimeProvider? time = null)
    {
        if (UserNamespace.MustBeEntered)
        {
            throw new EngineException(
                ErrorKind.PermissionDenied, "opening the engine: this process is an ordinary user's and not in the user namespace of the user's containers",
                "run the program as root, or with `hull unshare PROGRAM`");
        }

        return new ContainerEngine(settings, log ?? NullLogger.Instance, time ?? TimeProvider.System);
    }

    /// <summary>Everything there is to tell of what a name stands for: a container, else an image, else a volume.</summary>
    /// <param name="nameOrId">What a person typed.</param>
    /// <param name="kind">Where to look.</param>
    /// <param name="size">Of a container: whether the sizes of its files are added up, which takes as long as it has files.</param>
    /// <exception cref="EngineException">NotFound, in Podman's words; InvalidArgument: the beginning of several ids.</exception>
    public InspectedObject Inspect(string nameOrId, InspectKind kind = InspectKind.All, bool size = false) =>
        new InspectObject(Containers, Images, Volumes).Run(nameOrId, kind, size);

    /// <summary>Everything there is to tell of an image.</summary>
    /// <param name="nameOrId">What a person typed.</param>
    /// <exception cref="EngineException">NotFound, in Podman's words; InvalidArgument: not a name, or the beginning of several ids.</exception>
    public InspectedImage InspectImage(string nameOrId) => new InspectObject(Containers, Images, Volumes).Image(nameOrId);

    /// <summary>Takes down what killed commands left behind: containers half made or half removed, layers without an image.</summary>
    public void Sweep()
    {
        Containers.Sweep();
        Volumes.Sweep();
        Images.SweepIfNeeded();
    }

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();
}
