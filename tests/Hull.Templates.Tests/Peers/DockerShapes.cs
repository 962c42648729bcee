using static Hull.Templates.JsonShape;

namespace Hull.Templates.Tests.Peers;

/// <summary>The Go types behind docker's objects, as far as the templates of the table look at them (docker/docker api/types, v28.2).</summary>
internal static class DockerShapes
{
    private static readonly JsonShape Words = ListOf(Text);
    private static readonly JsonShape Labels = MapOf(Text);
    private static readonly JsonShape Nothing = Struct("struct {}");
    private static readonly JsonShape Int = NamedInteger(GoType.Int);

    private static readonly JsonShape Log = Struct(
        "container.HealthcheckResult", new("Start", Time), new("End", Time), new("ExitCode", Int), new("Output", Text));

    private static readonly JsonShape State = Struct(
        "container.State", new("Status", Text), new("Running", Flag), new("Paused", Flag), new("Restarting", Flag), new("OOMKilled", Flag),
        new("Dead", Flag), new("Pid", Int), new("ExitCode", Int), new("Error", Text), new("StartedAt", Text), new("FinishedAt", Text),
        new("Health", PointerTo(Struct("container.Health", new("Status", Text), new("FailingStreak", Int), new("Log", ListOf(PointerTo(Log)))))));

    private static readonly JsonShape RestartPolicy = Struct(
        "container.RestartPolicy", new("Name", NamedText(GoType.Named("container.RestartPolicyMode", GoKind.String))), new("MaximumRetryCount", Int));

    private static readonly JsonShape HostConfig = Struct(
        "container.HostConfig", new("NetworkMode", NamedText(GoType.Named("container.NetworkMode", GoKind.String))),
        new("RestartPolicy", RestartPolicy), new("Memory", Integer), new("MemorySwappiness", PointerTo(Integer)), new("PidsLimit", PointerTo(Integer)),
        new("CapAdd", Words), new("CapDrop", Words), new("Privileged", Flag), new("NanoCPUs", Integer) { JsonName = "NanoCpus" }, new("OomKillDisable", PointerTo(Flag)));

    private static readonly JsonShape Healthcheck = Struct(
        "v1.HealthcheckConfig", new("Test", Words), new("Interval", Duration), new("Timeout", Duration), new("StartPeriod", Duration),
        new("StartInterval", Duration), new("Retries", Int));

    private static readonly JsonShape Config = Struct(
        "container.Config", new("Hostname", Text), new("User", Text), new("Tty", Flag), new("Env", Words), new("Cmd", Words), new("Image", Text),
        new("Volumes", MapOf(Nothing)), new("WorkingDir", Text), new("Entrypoint", Words), new("ExposedPorts", MapOf(Nothing)),
        new("Labels", Labels), new("Healthcheck", PointerTo(Healthcheck)), new("StopTimeout", PointerTo(Int)));

    private static readonly JsonShape Mount = Struct(
        "container.MountPoint", new("Type", NamedText(GoType.Named("mount.Type", GoKind.String))), new("Name", Text), new("Source", Text),
        new("Destination", Text), new("Driver", Text), new("Mode", Text), new("RW", Flag),
        new("Propagation", NamedText(GoType.Named("mount.Propagation", GoKind.String))));

    private static readonly JsonShape Binding = Struct("nat.PortBinding", new("HostIP", Text) { JsonName = "HostIp" }, new("HostPort", Text));

    private static readonly JsonShape NetworkSettings = Struct(
        "container.NetworkSettings", new("Ports", MapOf(ListOf(Binding))), new("IPAddress", Text), new("IPPrefixLen", Int),
        new("Networks", MapOf(PointerTo(Struct("network.EndpointSettings", new("IPAddress", Text), new("Aliases", Words))))));

    private static readonly JsonShape Component = Struct(
        "types.ComponentVersion", new("Name", Text), new("Version", Text), new("Details", Labels));

    /// <summary>docker inspect of a container.</summary>
    public static JsonShape Container { get; } = PointerTo(Struct(
        "container.InspectResponse", new("ID", Text) { JsonName = "Id" }, new("Created", Text), new("Path", Text), new("Args", Words),
        new("State", PointerTo(State)), new("Name", Text), new("RestartCount", Int), new("Driver", Text), new("Platform", Text),
        new("HostConfig", PointerTo(HostConfig)), new("Mounts", ListOf(Mount)), new("Config", PointerTo(Config)),
        new("NetworkSettings", PointerTo(NetworkSettings))));

    /// <summary>docker version, the server's part.</summary>
    public static JsonShape Version { get; } = Struct(
        "types.Version", new("Platform", Struct("struct { Name string }", new JsonField("Name", Text))), new("Components", ListOf(Component)),
        new("Version", Text), new("APIVersion", Text) { JsonName = "ApiVersion" }, new("MinAPIVersion", Text), new("GitCommit", Text),
        new("GoVersion", Text), new("Os", Text), new("Arch", Text), new("KernelVersion", Text), new("Experimental", Flag), new("BuildTime", Text));

    /// <summary>docker info.</summary>
    public static JsonShape Info { get; } = Struct(
        "system.dockerInfo", new("ID", Text), new("Containers", Int), new("ContainersRunning", Int), new("Images", Int), new("Driver", Text),
        new("DriverStatus", ListOf(Words)),
        new("Plugins", Struct("system.PluginsInfo", new("Volume", Words), new("Network", Words), new("Authorization", Words), new("Log", Words))),
        new("MemoryLimit", Flag), new("SwapLimit", Flag), new("SystemTime", Text), new("OperatingSystem", Text), new("NCPU", Int),
        new("MemTotal", Integer), new("Name", Text), new("Labels", Words), new("Runtimes", MapOf(Struct("system.RuntimeWithStatus", new JsonField("Path", Text) { JsonName = "path" }))),
        new("LiveRestoreEnabled", Flag), new("Isolation", NamedText(GoType.Named("container.Isolation", GoKind.String))), new("SecurityOptions", Words),
        new("Warnings", Words));
}
