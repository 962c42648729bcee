using Hull.Engine.Configuration;
using Hull.Engine.Containers;
using Hull.Engine.Runtime;
using Hull.Oci;

namespace Hull.Engine.Tests.Containers;

/// <summary>A plain request on a plain host, for tests to vary.</summary>
internal static class SampleRequest
{
    public const string Id = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    public static readonly HostFacts Host = new()
    {
        HostName = "host",
        KernelRelease = "6.1.0-18-amd64",
        Architecture = "amd64",
        CgroupV2 = false,
        Rootless = false,
        Processors = 2,
        HasPasta = true,
        BoundingSet = Enumerable.Range(0, Capabilities.Count).Select(Capabilities.NameOf).Where(name => name != "CAP_SYS_RESOURCE").Order(StringComparer.Ordinal).ToList(),
        MayRaiseLimits = false,
        Limits = new Dictionary<string, (ulong, ulong)>
        {
            ["RLIMIT_NOFILE"] = (1024, 20000),
            ["RLIMIT_NPROC"] = (96365, 96365),
            ["RLIMIT_CORE"] = (0, ulong.MaxValue),
        },
        Environment = new Dictionary<string, string>(),
    };

    public static readonly HostPath Directory = new() { Kind = HostPathKind.Directory, FullPath = "/data" };

    public static ResolveRequest Of(ContainerSpec? spec = null, ContainerDefaults? image = null) => new()
    {
        NewVolumeName = Names(),
        Spec = spec ?? new ContainerSpec(),
        Image = new ContainerImage
        {
            Id = new string('a', 64),
            Name = "localhost/sample:latest",
            Layers = ["l1"],
            Defaults = image ?? new ContainerDefaults { Cmd = ["sh"] },
        },
        Settings = new EngineSettings { Root = "/r", RunRoot = "/rr", TmpDir = "/rr/tmp", Rootless = false },
        Host = Host,
        Paths = new Dictionary<string, HostPath>
        {
            [HostPaths.SeccompOverride] = new() { Kind = HostPathKind.Missing, FullPath = HostPaths.SeccompOverride, Error = "no such file or directory" },
            [HostPaths.SeccompDefault] = new() { Kind = HostPathKind.File, FullPath = HostPaths.SeccompDefault },
            ["/data"] = Directory,
            ["/nope"] = new() { Kind = HostPathKind.Missing, FullPath = "/nope", Error = "no such file or directory" },
            ["/etc/passwd"] = new() { Kind = HostPathKind.File, FullPath = "/etc/passwd" },
            ["/dev/sda"] = new() { Kind = HostPathKind.BlockDevice, FullPath = "/dev/sda", Major = 8, Mode = 384 },
            ["/dev/fuse"] = new() { Kind = HostPathKind.CharacterDevice, FullPath = "/dev/fuse", Major = 10, Minor = 229, Mode = 384 },
        },
        Runtime = new OciRuntimeChoice("runc", "/usr/bin/runc", []),
        CgroupManager = "cgroupfs",
        Id = Id,
        GeneratedName = "quick_fox",
        Created = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        ContainerDirectory = "/r/containers/" + Id,
    };

    private static Func<string> Names()
    {
        var count = 0;
        return () => (count++).ToString("D64", System.Globalization.CultureInfo.InvariantCulture);
    }

    public static ContainerConfig Decide(ContainerSpec spec, ContainerDefaults? image = null) => ResolveContainer.Decide(Of(spec, image));

    public static ResolveRequest With(this ResolveRequest request, Func<ContainersTable, ContainersTable> change) =>
        request with { Settings = request.Settings with { Containers = change(request.Settings.Containers) } };
}
