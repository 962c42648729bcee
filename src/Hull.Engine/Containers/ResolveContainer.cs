using Hull.Core;

namespace Hull.Engine.Containers;

/// <summary>
/// Decides: what was asked, the image's defaults, the settings and the host become the frozen configuration of a container. Pure: no
/// I/O, the same request gives the same answer; every contradiction is found here, before the first effect. One file a group of options.
/// </summary>
internal sealed partial class ResolveContainer
{
    private readonly ResolveRequest _request;
    private readonly ContainerSpec _spec;
    private readonly HostFacts _host;
    private readonly List<string> _warnings = [];
    private readonly Conflicts _conflicts = new();

    private ResolveContainer(ResolveRequest request)
    {
        _request = request;
        _spec = request.Spec;
        _host = request.Host;
    }

    /// <summary>Decides on one container.</summary>
    /// <param name="request">All that the decision rests on.</param>
    /// <exception cref="EngineException">InvalidArgument, Unsupported or NotFound: every contradiction, each in Podman's words where clients know them.</exception>
    public static ContainerConfig Decide(ResolveRequest request) => new ResolveContainer(request).Decide();

    private ContainerConfig Decide()
    {
        _conflicts.Try(RefuseLater);
        _conflicts.Try(CheckRestartPolicy);
        _conflicts.Try(CheckGroups);
        var namespaces = DecideNamespaces();
        var security = DecideSecurity(namespaces);
        var storage = DecideStorage(namespaces, security.Privileged);
        var process = DecideProcess(namespaces, security.Privileged);
        var logging = _conflicts.Try(DecideLogging, new LogConfiguration());
        var health = _conflicts.Try(DecideHealth, Health.None);
        var notify = _conflicts.Try(() => DecideSdNotify(health), "ignore");
        var resources = DecideResources(namespaces.User.Maps is not null, storage.DeviceRules, process.CgroupsMode);
        var network = DecideNetwork(namespaces);
        var devices = DecideCdi();
        _conflicts.ThrowIfAny();
        return new ContainerConfig
        {
            Id = _request.Id,
            Name = process.Name,
            Created = _request.Created,
            ImageId = _request.Image.Id,
            ImageName = _request.Image.Name,
            ImageDigest = _request.Image.Digest,
            Spec = Complete(namespaces, security, storage, process) with
            {
                LogConfiguration = logging,
                ResourceLimits = resources.Limits,
                Rlimits = resources.Rlimits,
                OomScoreAdj = resources.OomScoreAdj,
                DnsServers = network.DnsServers,
                DnsSearch = network.DnsSearch,
                DnsOptions = network.DnsOptions,
                UseImageHosts = network.UseImageHosts,
                Networks = network.Networks,
                PortMappings = network.Ports.Mappings,
                Expose = network.Ports.Exposed,
                HealthConfig = health.Check,
                StartupHealthConfig = health.Startup,
                HealthCheckOnFailureAction = health.Action,
                HealthLogDestination = health.LogDestination,
                HealthMaxLogCount = health.MaxLogCount,
                HealthMaxLogSize = health.MaxLogSize,
                SdNotifyMode = notify,
            },
            Layers = _request.Image.Layers,
            Args = process.Args,
            Env = process.Env,
            WorkDir = process.WorkDir,
            CreateWorkDir = process.CreateWorkDir,
            StopSignal = process.StopSignal,
            StopTimeout = process.StopTimeout,
            Capabilities = security.Capabilities,
            UserCapabilities = security.UserCapabilities,
            ImageSeccomp = security.ImageSeccomp,
            HostAccounts = [.. _request.HostAccounts, .. namespaces.User.Account is { } account ? [account] : Array.Empty<HostAccount>()],
            CdiDevices = devices,
            IdMaps = namespaces.User.Maps,
            HasIdsAlone = UserModeOf(_spec, _request.Settings.Containers).Mode == "auto",
            Runtime = _request.Runtime.Path,
            CgroupManager = _request.CgroupManager,
            HasCgroup = _host.HasCgroups,
            Rootless = _request.Settings.Rootless,
            LogDriver = logging.Driver ?? "",
            LogPath = logging.Path ?? "",
            Warnings = _warnings,
        };
    }

    private ContainerSpec Complete(Namespaces namespaces, Security security, Storage storage, Process process) => _spec with
    {
        Name = process.Name,
        Entrypoint = process.Entrypoint,
        Command = process.Command,
        PidNamespace = namespaces.Pid,
        IpcNamespace = namespaces.Ipc,
        UtsNamespace = namespaces.Uts,
        CgroupNamespace = namespaces.Cgroup,
        NetworkNamespace = namespaces.Network,
        UserNamespace = namespaces.User.Mode,
        IdMappings = null,
        Hostname = namespaces.Hostname,
        Privileged = security.Privileged,
        User = security.User,
        SeccompProfilePath = security.SeccompProfile,
        ApparmorProfile = security.ApparmorProfile,
        NoNewPrivileges = _spec.NoNewPrivileges ?? false,
        Mounts = storage.Mounts,
        Devices = storage.Devices,
        ShmSize = storage.ShmSize,
        Rootfs = storage.Rootfs,
        ReadOnlyFilesystem = storage.ReadOnly,
        ReadWriteTmpfs = storage.ReadWriteTmpfs,
        Volumes = storage.Volumes,
        OverlayVolumes = storage.Overlays,
        ImageVolumes = storage.Images,
        ImageVolumeMode = storage.ImageVolumeMode,
        Terminal = _spec.Terminal ?? false,
        Stdin = _spec.Stdin ?? false,
        Remove = _spec.Remove ?? false,
        Labels = process.Labels,
        Annotations = process.Annotations,
        Sysctl = process.Sysctls,
        Timezone = process.Timezone,
        Umask = process.Umask,
        Init = process.Init,
        InitPath = process.InitPath,
        StopSignal = process.StopSignal,
        StopTimeout = process.StopTimeout,
        WorkDir = process.WorkDir,
        RestartPolicy = string.IsNullOrEmpty(_spec.RestartPolicy) ? "no" : _spec.RestartPolicy,
        CgroupsMode = process.CgroupsMode,
        Systemd = process.Systemd ? "true" : "false",
        CgroupParent = process.CgroupParent,
        OciRuntime = RuntimeAsAsked(),
    };

    // A runtime named by its path keeps the path, so that inspect shows what was asked.
    private string RuntimeAsAsked() =>
        (_spec.OciRuntime ?? _request.Settings.Runtime) is { } asked && asked.Contains('/', StringComparison.Ordinal) ? asked : _request.Runtime.Name;

    // What later versions bring fails by name until then: nothing is accepted and ignored.
    private void RefuseLater()
    {
        if (!string.IsNullOrEmpty(_spec.Pod)) throw Later("--pod");
    }

    private void CheckRestartPolicy()
    {
        switch (_spec.RestartPolicy)
        {
            case null or "" or "no":
                break;
            case "always" or "on-failure" or "unless-stopped" when _spec.Remove == true:
                throw Invalid("the --rm option conflicts with --restart, when the restartPolicy is not \"\" and \"no\"");
            case "always" or "on-failure" or "unless-stopped":
                break;
            default:
                throw Invalid($"invalid restart policy \"{_spec.RestartPolicy}\": must be no, on-failure, always or unless-stopped");
        }
        if (_spec.RestartTries is > 0 && _spec.RestartPolicy != "on-failure")
            throw Invalid("restart policy retries can only be specified with on-failure restart policy");
    }

    private static EngineException Later(string what) => new(ErrorKind.Unsupported, $"{what}: not supported by this version of hull");

    private static EngineException Invalid(string message) => new(ErrorKind.InvalidArgument, message);
}
