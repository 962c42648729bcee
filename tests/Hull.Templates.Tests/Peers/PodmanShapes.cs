using static Hull.Templates.JsonShape;

namespace Hull.Templates.Tests.Peers;

/// <summary>The Go types behind podman's objects, as far as the templates of the table look at them (podman 4.3, libpod/define).</summary>
internal static class PodmanShapes
{
    private static readonly JsonShape Words = ListOf(Text);
    private static readonly JsonShape Texts = MapOf(Text);
    private static readonly JsonShape Int = NamedInteger(GoType.Int);
    private static readonly JsonShape Int32 = NamedInteger(GoType.Named("int32", GoKind.Int));

    private static readonly JsonShape State = Struct(
        "define.InspectContainerState", new("OciVersion", Text), new("Status", Text), new("Running", Flag), new("Paused", Flag),
        new("Restarting", Flag), new("OOMKilled", Flag), new("Dead", Flag), new("Pid", Int), new("ConmonPid", Int), new("ExitCode", Int32),
        new("Error", Text), new("StartedAt", Time), new("FinishedAt", Time),
        new("Health", Struct("define.HealthCheckResults", new("Status", Text), new("FailingStreak", Int), new("Log", Words))),
        new("Checkpointed", Flag), new("CgroupPath", Text), new("CheckpointedAt", Time), new("RestoredAt", Time), new("CheckpointLog", Text),
        new("CheckpointPath", Text), new("RestoreLog", Text), new("Restored", Flag));

    private static readonly JsonShape Mount = Struct(
        "define.InspectMount", new("Type", Text), new("Name", Text), new("Source", Text), new("Destination", Text), new("Driver", Text),
        new("Mode", Text), new("Options", Words), new("RW", Flag), new("Propagation", Text));

    private static readonly JsonShape Config = Struct(
        "define.InspectContainerConfig", new("Env", Words), new("Labels", Texts), new("Tty", Flag), new("StopSignal", NamedUnsigned(GoType.Named("uint", GoKind.Uint))),
        new("StopTimeout", NamedUnsigned(GoType.Named("uint", GoKind.Uint))),
        new("Healthcheck", PointerTo(Struct("manifest.Schema2HealthConfig", new("Test", Words), new("Interval", Duration), new("Retries", Int)))));

    private static readonly JsonShape HostConfig = Struct(
        "define.InspectContainerHostConfig",
        new("RestartPolicy", PointerTo(Struct("define.InspectRestartPolicy", new("Name", Text), new("MaximumRetryCount", Int)))),
        new("PortBindings", MapOf(Words)),
        new("Ulimits", ListOf(Struct("define.InspectUlimit", new("Name", Text), new("Soft", Integer), new("Hard", Integer)))),
        new("Memory", Integer), new("PidsLimit", Integer), new("ShmSize", Integer), new("Privileged", Flag), new("Tmpfs", Texts),
        new("Links", Words), new("CapAdd", Words));

    private static readonly JsonShape Version = Struct(
        "define.Version", new("APIVersion", Text), new("Version", Text), new("GoVersion", Text), new("GitCommit", Text), new("BuiltTime", Text),
        new("Built", Integer), new("OsArch", Text), new("Os", Text));

    /// <summary>podman inspect of a container.</summary>
    public static JsonShape Container { get; } = PointerTo(Struct(
        "define.InspectContainerData", new("ID", Text) { JsonName = "Id" }, new("Created", Time), new("Path", Text), new("Args", Words),
        new("State", PointerTo(State)), new("Name", Text), new("RestartCount", Int32), new("Driver", Text), new("Pod", Text), new("IsInfra", Flag),
        new("EffectiveCaps", Words), new("ExecIDs", Words),
        new("GraphDriver", PointerTo(Struct("define.DriverData", new("Name", Text), new("Data", Texts)))),
        new("Mounts", ListOf(Mount)), new("NetworkSettings", PointerTo(Struct("define.InspectNetworkSettings", new JsonField("Ports", MapOf(Words))))),
        new("Config", PointerTo(Config)), new("HostConfig", PointerTo(HostConfig))));

    /// <summary>podman inspect of an image.</summary>
    public static JsonShape Image { get; } = PointerTo(Struct(
        "inspect.ImageData", new("ID", Text) { JsonName = "Id" }, new("RepoTags", Words), new("Architecture", Text), new("Os", Text), new("Size", Integer),
        new("VirtualSize", Integer), new("Created", PointerTo(Time)), new("Labels", Texts), new("Annotations", Texts), new("User", Text),
        new("Author", Text), new("Parent", Text), new("NamesHistory", Words),
        new("Config", PointerTo(Struct("v1.ImageConfig", new("Cmd", Words), new("Env", Words), new("Labels", Texts)))),
        new("RootFS", PointerTo(Struct("inspect.RootFS", new("Type", Text), new("Layers", Words)))),
        new("GraphDriver", PointerTo(Struct("define.DriverData", new("Name", Text), new("Data", Texts)))),
        new("History", ListOf(Struct("v1.History", new("Created", PointerTo(Time)) { JsonName = "created" }, new("Comment", Text) { JsonName = "comment" })))));

    /// <summary>podman version.</summary>
    public static JsonShape SystemVersion { get; } = PointerTo(Struct(
        "entities.SystemVersionReport", new("Client", PointerTo(Version)), new("Server", PointerTo(Version))));

    /// <summary>podman info.</summary>
    public static JsonShape Info { get; } = PointerTo(Struct(
        "define.Info", new("Host", PointerTo(Host())) { JsonName = "host" }, new("Store", PointerTo(Store())) { JsonName = "store" },
        new("Plugins", Struct(
            "define.Plugins", new("Volume", Words) { JsonName = "volume" }, new("Network", Words) { JsonName = "network" },
            new("Log", Words) { JsonName = "log" }, new("Authorization", Words) { JsonName = "authorization" }))
        { JsonName = "plugins" },
        new("Version", Version) { JsonName = "version" }));

    private static JsonShape Host() => Struct(
        "define.HostInfo", new("Arch", Text) { JsonName = "arch" }, new("OS", Text) { JsonName = "os" }, new("CPUs", Int) { JsonName = "cpus" },
        new("CgroupManager", Text) { JsonName = "cgroupManager" }, new("CgroupControllers", Words) { JsonName = "cgroupControllers" },
        new("ServiceIsRemote", Flag) { JsonName = "serviceIsRemote" },
        new("Security", Struct(
            "define.SecurityInfo", new("AppArmorEnabled", Flag) { JsonName = "apparmorEnabled" },
            new("DefaultCapabilities", Text) { JsonName = "capabilities" }, new("Rootless", Flag) { JsonName = "rootless" },
            new("SECCOMPEnabled", Flag) { JsonName = "seccompEnabled" }, new("SECCOMPProfilePath", Text) { JsonName = "seccompProfilePath" },
            new("SELinuxEnabled", Flag) { JsonName = "selinuxEnabled" }))
        { JsonName = "security" },
        new("Distribution", Struct(
            "define.DistributionInfo", new("Distribution", Text) { JsonName = "distribution" }, new("Variant", Text) { JsonName = "variant" },
            new("Version", Text) { JsonName = "version" }, new("Codename", Text) { JsonName = "codename" }))
        { JsonName = "distribution" },
        new("Slirp4NetNS", Struct(
            "define.SlirpInfo", new("Executable", Text) { JsonName = "executable" }, new("Package", Text) { JsonName = "package" },
            new("Version", Text) { JsonName = "version" }))
        { JsonName = "slirp4netns" },
        new("IDMappings", Struct(
            "define.IDMappings", new("GIDMap", Words) { JsonName = "gidmap" }, new("UIDMap", Words) { JsonName = "uidmap" }))
        { JsonName = "idMappings" });

    private static JsonShape Store() => Struct(
        "define.StoreInfo", new("GraphDriverName", Text) { JsonName = "graphDriverName" }, new("GraphOptions", MapOf(Any)) { JsonName = "graphOptions" },
        new("GraphRoot", Text) { JsonName = "graphRoot" },
        new("ContainerStore", Struct(
            "define.ContainerStore", new("Number", Int) { JsonName = "number" }, new("Paused", Int) { JsonName = "paused" },
            new("Running", Int) { JsonName = "running" }, new("Stopped", Int) { JsonName = "stopped" }))
        { JsonName = "containerStore" },
        new("ImageStore", Struct("define.ImageStore", new JsonField("Number", Int) { JsonName = "number" })) { JsonName = "imageStore" });
}
