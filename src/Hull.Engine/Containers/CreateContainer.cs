using Hull.Core;
using Hull.Engine.Cdi;
using Hull.Engine.Configuration;
using Hull.Engine.Containers.Ids;
using Hull.Engine.Images;
using Hull.Engine.Networks;
using Hull.Engine.Runtime;
using Hull.Engine.Store;
using Hull.Images;
using Hull.Linux;
using Hull.Linux.FileLocks;
using Hull.Linux.HostFacts;
using Hull.Linux.Journal;
using Hull.Oci.Runtime;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Containers;

/// <summary>
/// Makes a container: decides, makes its directories, records it. The id is locked before the first effect, so that a sweep by another
/// command leaves the half-made container alone, and the row comes last, so that what is recorded is complete.
/// </summary>
internal sealed class CreateContainer(
    StorePaths paths, EngineSettings settings, ContainerStore store, ImageStore images, RuntimeSelection runtimes,
    ContainerVolumes volumes, ContainerSecrets secrets, TellReadiness readiness, TimeProvider time, ILogger log)
{
    // With 90 × 100 names a free one is found at the first try until thousands of containers exist.
    private const int NameTries = 16;

    /// <summary>Creates a container of an image that is in the store, and returns its lease.</summary>
    /// <exception cref="EngineException">InvalidArgument and Unsupported before any effect; Conflict: the name is in use; NotFound: no such image.</exception>
    /// <param name="spec">What is asked.</param>
    /// <param name="fetch">Gets the image where it is not in the store; null gets none.</param>
    public ContainerLease Run(ContainerSpec spec, Func<string, ImageRecord>? fetch = null)
    {
        var image = ImageOf(spec, fetch);
        spec = JoinedNamespaces.WithIds(spec, store) with { SdNotifySocket = spec.SdNotifySocket ?? (spec.SdNotifyMode == "ignore" ? null : readiness.CallersSocket) };
        var lent = LentMounts.Of(spec.VolumesFrom, store.Find);
        var id = RandomBytes.Hex(64);
        for (var attempt = 1; ; attempt++)
        {
            // Two that look for free ids at the same time would find the same.
            using var ids = ResolveContainer.UserModeOf(spec, settings.Containers).Mode == "auto" ? FileLock.Acquire(paths.Lock("ids")) : null;
            var config = secrets.Decide(Decide(spec, image, lent, id));
            try
            {
                return Make(config);
            }
            catch (EngineException e) when (e.Kind == ErrorKind.Conflict && spec.Name is null or "" && attempt < NameTries)
            {
                log.NameTaken(config.Name);
            }
        }
    }

    // A directory of the host as root file system stands in place of an image.
    private ImageRecord? ImageOf(ContainerSpec spec, Func<string, ImageRecord>? fetch)
    {
        if (!string.IsNullOrEmpty(spec.Rootfs)) return null;
        if (spec.Image is null or "") throw new EngineException(ErrorKind.InvalidArgument, "create container: no image given");
        return images.Find(spec.Image) ?? BuiltInImage.TryGet(images, spec.Image) ?? fetch?.Invoke(spec.Image) ?? images.Get(spec.Image);
    }

    /// <summary>Decides on other limits of a container that is decided already.</summary>
    /// <exception cref="EngineException">InvalidArgument, Unsupported: what cannot be.</exception>
    public LinuxResources DecideLimits(ContainerConfig config, LinuxResources asked) =>
        ResolveContainer.DecideLimits(RequestOf(config.Spec with { ResourceLimits = asked }, null, LentMounts.None, config.Id), config.Spec);

    private ContainerConfig Decide(ContainerSpec spec, ImageRecord? image, LentMounts lent, string id) => ResolveContainer.Decide(RequestOf(spec, image, lent, id));

    private ResolveRequest RequestOf(ContainerSpec spec, ImageRecord? image, LentMounts lent, string id) => new()
    {
        Ids = new GatherIds(store, images).For(ResolveContainer.UserModeOf(spec, settings.Containers), spec, [.. image?.Layers.Select(layer => layer.Key) ?? []]),
        Spec = spec,
        Image = image is null ? ContainerImage.None : Describe(image, spec.Image!),
        MountedImages = (spec.ImageVolumes ?? []).DistinctBy(mount => mount.Source).ToDictionary(
            mount => mount.Source, mount => Describe(images.Get(mount.Source), mount.Source), StringComparer.Ordinal),
        Lent = lent,
        Settings = settings,
        Host = runtimes.HostFor(spec),
        Paths = HostPaths.Of(spec, settings, lent),
        Runtime = runtimes.Choose(spec.OciRuntime),
        Cdi = CdiFor(spec),
        RuntimeSetsPersonality = spec.Personality is not null && RuntimeProbe.SetsPersonality(runtimes.Choose(spec.OciRuntime).Path),
        HostAccounts = ReadHostAccounts.Of(spec.HostUsers ?? []),
        InitProgram = spec.Init ?? settings.Containers.Init ? FindPrograms.Init(settings, spec.InitPath) : null,
        CgroupManager = runtimes.CgroupManager,
        Id = id,
        GeneratedName = ContainerNames.Random(),
        Created = time.GetUtcNow(),
        ContainerDirectory = paths.Container(id),
        HasJournal = HostJournal.IsThere,
        MonitorKnows = option => runtimes.Monitor.Knows(option),
        FreePort = new FreePorts(store).Find,
    };

    private static ContainerImage Describe(ImageRecord image, string asked) => new()
    {
        Id = image.Id,
        Name = image.Names.Count > 0 ? NameOf(image, asked) : image.Id,
        Digest = image.Digest.ToString(),
        Layers = [.. image.Layers.Select(layer => layer.Key)],
        Defaults = image.Defaults,
    };

    private CdiRegistry? CdiFor(ContainerSpec spec)
    {
        var asked = spec.Gpus is { Count: > 0 } || (spec.Devices ?? []).Any(device => CdiName.IsMeant(device.Path)) || settings.Containers.Devices.Any(CdiName.IsMeant);
        return asked ? new CdiRegistry(ReadCdi.From(settings.Engine.CdiSpecDirs), settings.Engine.CdiSpecDirs) : null;
    }

    // `inspect` shows the name the user asked by, in full, where the image has several.
    private static string NameOf(ImageRecord image, string asked)
    {
        foreach (var name in image.Names)
        {
            var text = name.ToString();
            if (text == asked || text == asked + ":latest"
                || text.EndsWith("/" + asked, StringComparison.Ordinal) || text.EndsWith($"/{asked}:latest", StringComparison.Ordinal))
                return text;
        }
        return image.Names[0].ToString();
    }

    /// <summary>Makes what was decided: its directories, then its row.</summary>
    /// <exception cref="EngineException">Conflict: the name is in use; NotFound: the image has gone.</exception>
    public ContainerLease Make(ContainerConfig config)
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
            MakeDirectories(paths, config);
            secrets.Copy(config);
            using var brought = volumes.Bring(config);
            log.Recording(config.Name, config.Id);
            var state = new ContainerState { Status = ContainerStatus.Configured };
            store.Insert(config, state, connection =>
            {
                if (config.ImageId.Length > 0) images.Require(connection, config.ImageId);
                brought?.Insert(connection);
            });
            undo.Keep();
            brought?.MakeDirectories();
            return store.LeaseNew(config, state, held);
        }
        catch
        {
            foreach (var error in undo.Unwind()) log.Warn(error.Message);
            throw;
        }
    }

    /// <summary>Makes the directories of a container's lasting part.</summary>
    internal static void MakeDirectories(StorePaths paths, ContainerConfig config)
    {
        var root = paths.Container(config.Id);
        Directory.CreateDirectory(root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.CreateDirectory(paths.Upper(config.Id));
        Directory.CreateDirectory(paths.Work(config.Id));
        Directory.CreateDirectory(paths.Merged(config.Id));
    }
}
