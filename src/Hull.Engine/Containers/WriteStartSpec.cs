using Hull.Core;
using Hull.Engine.Cdi;
using Hull.Engine.Configuration;
using Hull.Engine.Containers.Ids;
using Hull.Engine.Hooks;
using Hull.Engine.Networks;
using Hull.Engine.Runtime;
using Hull.Engine.Store;
using Hull.Linux.Cgroups;
using Hull.Linux.HostFacts;
using Hull.Oci.Runtime;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Containers;

/// <summary>Writes the runtime's specification (config.json) of a start, and makes ready what it names: mounts, files, devices, secrets, hooks.</summary>
internal sealed class WriteStartSpec(
    StorePaths paths, EngineSettings settings, RuntimeSelection runtimes, ContainerStore store, ContainerNetworks networks, PrepareMounts prepareMounts,
    ContainerSecrets secrets, TellReadiness readiness, ILogger log)
{
    private const uint TtyGroup = 5;

    /// <summary>Writes it.</summary>
    /// <param name="config">The container; its root file system is mounted.</param>
    /// <param name="attachments">What it has got of its networks.</param>
    /// <param name="bundle">The directory that it is written into.</param>
    /// <exception cref="EngineException">Something that was decided on is missing by now, or the kernel refuses; what was mounted by then is the caller's to take off.</exception>
    public void Run(ContainerConfig config, IReadOnlyList<NetworkAttachment> attachments, string bundle)
    {
        var spec = Build(config, attachments, bundle);
        if (config.CdiDevices.Count > 0)
        {
            var edits = new CdiRegistry(ReadCdi.From(settings.Engine.CdiSpecDirs), settings.Engine.CdiSpecDirs).EditsOf(config.CdiDevices);
            spec = InjectCdi.Into(spec, edits, HostPaths.Look, bindsNodes: settings.Rootless || config.IdMaps is not null);
        }

        var bound = (config.Spec.Mounts ?? []).Any(MountOptions.IsBind);
        Write(Path.Join(bundle, "config.json"), new AddHooks(settings.Engine.HooksDir).To(spec, bound));
    }

    private RuntimeSpec Build(ContainerConfig config, IReadOnlyList<NetworkAttachment> attachments, string bundle)
    {
        var rootfs = paths.Merged(config.Id);
        var place = config.IdMaps is { } maps ? new UserRoot(paths, config.Id).Make(rootfs, maps, settings.Rootless) : rootfs;
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
            ShmDirectory = ContainerNamespaces.SharedMemory(config, store, paths),
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

    private void Write(string path, byte[] spec)
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
}
