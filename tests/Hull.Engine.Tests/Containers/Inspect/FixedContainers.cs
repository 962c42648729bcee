using Hull.Engine.Configuration;
using Hull.Engine.Containers;
using Hull.Engine.Containers.Inspect;
using Hull.Engine.Runtime;
using Hull.Engine.Store;
using Hull.Engine.Tests.Golden;
using Hull.Oci;
using Hull.Oci.Runtime;

namespace Hull.Engine.Tests.Containers.Inspect;

/// <summary>The five containers of Golden/make.sh as Hull decides on them.</summary>
internal static class FixedContainers
{
    public const string Id = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    public const string ImageId = "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210";

    private const string Root = "/BED/root";
    private const string RunRoot = "/BED/run";

    private static readonly DateTimeOffset Then = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    private static readonly ContainerDefaults Image = new()
    {
        Cmd = ["/bin/sh"],
        Env = ["PATH=/bin"],
        Labels = new Dictionary<string, string> { ["made"] = "here" },
        WorkingDir = "/tmp",
    };

    private static readonly ContainerState Running = new()
    {
        Status = ContainerStatus.Running,
        Pid = 1,
        PidStartTime = 1,
        ConmonPid = 1,
        ConmonStartTime = 1,
        Started = Then,
        Mounted = true,
    };

    public static InspectedContainer Plain() => Inspect(
        new ContainerSpec { Name = "plain", NetworkNamespace = NamespaceMode.Of("none"), Command = ["sleep", "1000"] }, Running);

    public static InspectedContainer Dressed() => Inspect(
        new ContainerSpec
        {
            Name = "dressed",
            NetworkNamespace = NamespaceMode.Of("none"),
            Terminal = true,
            Stdin = true,
            Hostname = "inside",
            Env = new Dictionary<string, string> { ["A"] = "1", ["B"] = "2" },
            Labels = new Dictionary<string, string> { ["l"] = "v", ["m"] = "w" },
            Annotations = new Dictionary<string, string> { ["note"] = "yes" },
            Mounts =
            [
                new RuntimeMount { Type = "bind", Source = "/BED/ro", Destination = "/ro", Options = ["ro"] },
                new RuntimeMount { Type = "bind", Source = "/BED/rw", Destination = "/rw" },
                new RuntimeMount { Type = "tmpfs", Destination = "/scratch", Options = ["size=1m", "mode=1777"] },
            ],
            Command = ["sh"],
        },
        Running);

    public static InspectedContainer Limited() => Inspect(
        new ContainerSpec
        {
            Name = "limited",
            NetworkNamespace = NamespaceMode.Of("none"),
            ResourceLimits = new LinuxResources
            {
                Memory = new LinuxMemory { Limit = 64 << 20 },
                Cpu = new LinuxCpu { Period = 100_000, Quota = 50_000 },
                Pids = new LinuxPids { Limit = 50 },
            },
            Rlimits =
            [
                new PosixRlimit { Type = "nofile", Soft = 100, Hard = 200 }, new PosixRlimit { Type = "nproc", Soft = 1000, Hard = 1000 },
            ],
            ReadOnlyFilesystem = true,
            CapDrop = ["all"],
            CapAdd = ["net_raw"],
            NoNewPrivileges = true,
            SeccompProfilePath = "unconfined",
            Command = ["sleep", "1000"],
        },
        Running);

    public static InspectedContainer Open() => Inspect(
        new ContainerSpec
        {
            Name = "open",
            Privileged = true,
            NetworkNamespace = NamespaceMode.Of("host"),
            PidNamespace = NamespaceMode.Of("host"),
            IpcNamespace = NamespaceMode.Of("host"),
            UtsNamespace = NamespaceMode.Of("host"),
            Command = ["sleep", "1000"],
        },
        Running,
        "hosts", "hostname", "resolv.conf");

    public static InspectedContainer Ended() => Inspect(
        new ContainerSpec
        {
            Name = "ended",
            NetworkNamespace = NamespaceMode.Of("none"),
            Entrypoint = ["/bin/sh", "-c"],
            Command = ["exit 7"],
            User = "u",
            WorkDir = "/home/u",
            StopSignal = 10,
            StopTimeout = 3,
        },
        new ContainerState { Status = ContainerStatus.Exited, ExitCode = 7, Started = Then, Finished = Then });

    private static InspectedContainer Inspect(ContainerSpec asked, ContainerState state, params string[] files)
    {
        var config = Decide(asked with { CreateCommand = CreateCommand(asked.Name!) });
        return DescribeContainer.Of(new ContainerRecord(config, state), new InspectFacts
        {
            Paths = new StorePaths { Root = Root, RunRoot = RunRoot },
            Zone = TimeZoneInfo.Utc,
            LayerTrees = ["/BED/root/layers/a/tree"],
            HostName = "host",
            DefaultCapabilities = new ContainersTable().DefaultCapabilities,
            Running = state.Pid == 0 ? null : RuntimeSpecOf(config),
            BundleFiles = new HashSet<string>(state.Pid == 0 ? [] : files.Length > 0 ? files : ["hosts", "hostname"]),
        });
    }

    private static List<string> CreateCommand(string name) =>
        [.. GoldenJson.Read(name + ".json").GetProperty("Config").GetProperty("CreateCommand").EnumerateArray().Select(word => word.GetString()!)];

    private static RuntimeSpec RuntimeSpecOf(ContainerConfig config) => OciSpecBuilder.Build(config, new StartFacts
    {
        Rootfs = "/BED/root/containers/x/merged",
        User = new ResolvedUser { Uid = 0, Gid = 0, Home = "/root" },
        CgroupsPath = "/hull/x",
    });

    private static ContainerConfig Decide(ContainerSpec spec) => ResolveContainer.Decide(new ResolveRequest
    {
        Spec = spec,
        Image = new ContainerImage
        {
            Id = ImageId,
            Name = "localhost/golden:1",
            Digest = "sha256:" + ImageId,
            Layers = ["a"],
            Defaults = Image,
        },
        Settings = new EngineSettings
        {
            Root = Root,
            RunRoot = RunRoot,
            TmpDir = RunRoot,
            Rootless = false,
            Containers = new ContainersTable { DefaultUlimits = ["nofile=20000:20000", "nproc=4096:4096"] },
        },
        Host = new HostFacts
        {
            HostName = "host",
            KernelRelease = "6.1.0",
            Architecture = "amd64",
            CgroupV2 = false,
            Rootless = false,
            Processors = 2,
            BoundingSet = [.. Capabilities.Known.Where(name => name != "CAP_SYS_RESOURCE").Order(StringComparer.Ordinal)],
            MayRaiseLimits = false,
            Limits = new Dictionary<string, (ulong Soft, ulong Hard)>(),
            Environment = new Dictionary<string, string>(),
        },
        Paths = new Dictionary<string, HostPath>
        {
            ["/BED/ro"] = new() { Kind = HostPathKind.Directory, FullPath = "/BED/ro" },
            ["/BED/rw"] = new() { Kind = HostPathKind.Directory, FullPath = "/BED/rw" },
            [HostPaths.SeccompOverride] = new() { Kind = HostPathKind.Missing, FullPath = HostPaths.SeccompOverride },
            [HostPaths.SeccompDefault] = new() { Kind = HostPathKind.File, FullPath = HostPaths.SeccompDefault },
        },
        Runtime = new OciRuntimeChoice("runc", "/usr/sbin/runc", []),
        CgroupManager = "cgroupfs",
        Id = Id,
        GeneratedName = "generated",
        Created = Then,
        ContainerDirectory = $"{Root}/containers/{Id}",
    });
}
