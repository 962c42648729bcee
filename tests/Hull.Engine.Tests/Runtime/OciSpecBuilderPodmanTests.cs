using System.Text.Json;
using System.Text.Json.Nodes;
using Hull.Engine.Containers;
using Hull.Engine.Runtime;
using Hull.Engine.Tests.Containers;
using Hull.Oci;
using Hull.Oci.Runtime;

namespace Hull.Engine.Tests.Runtime;

/// <summary>
/// The specification of six containers, key by key against the config.json that podman 4.3.1 wrote for the same options (Podman/*.json:
/// ids, directories and times replaced, seccomp and a privileged container's list of devices left out, mounts sorted). What differs on
/// purpose stands in <see cref="Differences"/>.
/// </summary>
public sealed class OciSpecBuilderPodmanTests
{
    private static readonly ResolvedUser Root = new() { Uid = 0, Gid = 0, Home = "/root", Name = "root" };

    [Fact]
    public void Writes_a_plain_container_as_podman_does() =>
        Check("plain", new ContainerSpec { Command = ["true"], NetworkNamespace = NamespaceMode.Of("none") }, Root);

    [Fact]
    public void Writes_binds_and_tmpfs_as_podman_does() => Check(
        "binds",
        new ContainerSpec
        {
            Command = ["sh", "-c", "echo hi"],
            NetworkNamespace = NamespaceMode.Of("none"),
            Hostname = "hh",
            Env = new Dictionary<string, string> { ["X"] = "y" },
            WorkDir = "/home",
            Mounts =
            [
                Bind("/b"), Bind("/ro", "ro", "Z"), Bind("/x", "nosuid", "rshared") with { Source = "/dev/shm" },
                Tmpfs("/t"), Tmpfs("/t2", "size=1m", "mode=1700", "noexec"), Tmpfs("/t3"),
            ],
        },
        Root);

    [Fact]
    public void Writes_a_privileged_container_as_podman_does() => Check(
        "priv", new ContainerSpec { Command = ["sh"], NetworkNamespace = NamespaceMode.Of("none"), Privileged = true }, Root);

    [Fact]
    public void Writes_host_namespaces_as_podman_does() => Check(
        "hostns",
        new ContainerSpec
        {
            Command = ["sh"],
            NetworkNamespace = NamespaceMode.Of("host"),
            PidNamespace = NamespaceMode.Of("host"),
            IpcNamespace = NamespaceMode.Of("host"),
            UtsNamespace = NamespaceMode.Of("host"),
        },
        Root);

    [Fact]
    public void Writes_a_read_only_container_with_limits_as_podman_does() => Check(
        "ro",
        new ContainerSpec
        {
            Command = ["sh"],
            NetworkNamespace = NamespaceMode.Of("none"),
            ReadOnlyFilesystem = true,
            Terminal = true,
            Remove = true,
            Init = true,
            ResourceLimits = new LinuxResources
            {
                Memory = new LinuxMemory { Limit = 67108864 },
                Cpu = new LinuxCpu { Quota = 50000, Period = 100000 },
                Pids = new LinuxPids { Limit = 100 },
            },
            Rlimits =
            [
                new PosixRlimit { Type = "core" }, new PosixRlimit { Type = "nofile", Soft = 100, Hard = 200 },
                new PosixRlimit { Type = "nproc", Soft = 4096, Hard = 4096 },
            ],
            CapAdd = ["net_admin"],
            CapDrop = ["chown"],
            User = "al",
            Labels = new Dictionary<string, string> { ["q"] = "r" },
            StopSignal = 2,
            StopTimeout = 3,
            Annotations = new Dictionary<string, string> { ["x.y"] = "z" },
            OomScoreAdj = 5,
            Devices = [new LinuxDevice { Path = "/dev/fuse:/dev/f:r" }],
        },
        new ResolvedUser { Uid = 1000, Gid = 1000, Groups = [1000, 29], Home = "/home/al", Name = "al" });

    [Fact]
    public void Writes_a_numeric_user_and_security_options_as_podman_does() => Check(
        "numuser",
        new ContainerSpec
        {
            Command = ["sh"],
            NetworkNamespace = NamespaceMode.Of("none"),
            User = "1234:5678",
            Groups = ["29"],
            NoNewPrivileges = true,
            Mask = ["/proc/foo"],
            Unmask = ["/proc/kcore"],
            SeccompProfilePath = "unconfined",
            ProcfsOptions = ["hidepid=2"],
            Sysctl = new Dictionary<string, string> { ["net.core.somaxconn"] = "99" },
            CgroupNamespace = NamespaceMode.Of("private"),
            IpcNamespace = NamespaceMode.Of("none"),
        },
        new ResolvedUser { Uid = 1234, Gid = 5678, Groups = [5678, 29], Home = "/", Name = null });

    private static void Check(string name, ContainerSpec spec, ResolvedUser user)
    {
        var request = SampleRequest.Of(spec, new ContainerDefaults { Cmd = ["/bin/sh"], Env = ["FOO=bar"], Labels = new Dictionary<string, string> { ["a"] = "b" } })
            .With(containers => containers with
            {
                DefaultSysctls = ["net.ipv4.ping_group_range=0 0"],
                DefaultUlimits = ["nofile=20000:20000", "nproc=4096:4096"],
            });
        request = request with
        {
            InitProgram = "/usr/libexec/podman/catatonit",
            Paths = new Dictionary<string, HostPath>(request.Paths)
            {
                ["/dev/shm"] = new() { Kind = HostPathKind.Directory, FullPath = "/dev/shm", NoSuid = true, NoDev = false },
            },
        };
        var config = ResolveContainer.Decide(request);
        var facts = new StartFacts
        {
            Rootfs = "/rootfs",
            CgroupsPath = "/libpod_parent/libpod-" + SampleRequest.Id,
            User = user,
            Files = Files(spec),
            ShmDirectory = spec.IpcNamespace.Mode switch { "none" => null, "host" => "/dev/shm", _ => "/bundle/shm" },
            Init = config.Spec.InitPath,
        };
        var built = JsonSerializer.SerializeToNode(OciSpecBuilder.Build(config, facts), RuntimeWriting.Default.RuntimeSpec)!.AsObject();
        var recorded = JsonNode.Parse(File.ReadAllText(Path.Join(AppContext.BaseDirectory, "Runtime", "Podman", name + ".json")))!.AsObject();
        foreach (var difference in Differences) difference(recorded, built);
        Assert.Equal(Text(recorded), Text(built));
    }

    // Why each differs: the reason is podman 4.3.1's age, its random order, or a decision of Hull's.
    private static readonly Action<JsonObject, JsonObject>[] Differences =
    [
        // Podman writes its library's development version.
        (recorded, built) => recorded["ociVersion"] = built["ociVersion"]!.DeepClone(),
        // TERM is only set with a terminal, as Podman does since 5; HOME is set for a user without an entry too.
        (recorded, built) =>
        {
            var terminal = (bool?)recorded["process"]!["terminal"] == true;
            var env = recorded["process"]!["env"]!.AsArray().Select(line => (string)line!).Where(line => terminal || line != "TERM=xterm").ToList();
            if (!env.Any(line => line.StartsWith("HOME=", StringComparison.Ordinal))) env.Add("HOME=/");
            recorded["process"]!["env"] = Sorted(env);
            built["process"]!["env"] = Sorted(built["process"]!["env"]!.AsArray().Select(line => (string)line!));
        },
        // Two more paths are hidden, as Podman does since 5.
        (recorded, _) =>
        {
            if (recorded["linux"]!["maskedPaths"] is not JsonArray masked) return;
            masked.Insert(1, "/proc/interrupts");
            var at = masked.IndexOf(masked.First(path => (string)path! == "/sys/dev/block"));
            masked.Insert(at + 1, "/sys/devices/virtual/powercap");
        },
        // The type is no part of permission bits.
        (recorded, _) =>
        {
            foreach (var device in recorded["linux"]!["devices"]?.AsArray() ?? []) device!["fileMode"] = (uint)device["fileMode"]! & 0xFFF;
        },
        // Order: mounts of the same depth and rlimits do not depend on each other.
        (recorded, built) =>
        {
            built["mounts"] = ByDestination(built["mounts"]!.AsArray());
            recorded["mounts"] = ByDestination(recorded["mounts"]!.AsArray());
            built["process"]!["rlimits"] = ByType(built["process"]!["rlimits"]!.AsArray());
            recorded["process"]!["rlimits"] = ByType(recorded["process"]!["rlimits"]!.AsArray());
        },
    ];

    private static Dictionary<string, string> Files(ContainerSpec spec)
    {
        var files = new Dictionary<string, string>
        {
            ["/etc/hosts"] = "/bundle/hosts",
            ["/etc/hostname"] = "/bundle/hostname",
            ["/run/.containerenv"] = "/bundle/.containerenv",
        };
        if (spec.NetworkNamespace.Mode == "host") files["/etc/resolv.conf"] = "/bundle/resolv.conf";
        return files;
    }

    private static RuntimeMount Bind(string target, params string[] options) => new() { Destination = target, Type = "bind", Source = "/data", Options = options };

    private static RuntimeMount Tmpfs(string target, params string[] options) => new() { Destination = target, Type = "tmpfs", Options = options };

    private static JsonArray Sorted(IEnumerable<string> lines) => new([.. lines.Order(StringComparer.Ordinal).Select(line => JsonValue.Create(line))]);

    private static JsonArray ByDestination(JsonArray mounts) =>
        new([.. mounts.OrderBy(mount => (string)mount!["destination"]!, StringComparer.Ordinal).Select(mount =>
        {
            var copy = mount!.DeepClone();
            copy["options"] = Sorted(copy["options"]!.AsArray().Select(option => (string)option!));
            return copy;
        })]);

    private static JsonArray ByType(JsonArray limits) =>
        new([.. limits.OrderBy(limit => (string)limit!["type"]!, StringComparer.Ordinal).Select(limit => limit!.DeepClone())]);

    // Keys sorted at every level, so that the comparison shows the first line that differs.
    private static string Text(JsonNode node)
    {
        return Sort(node)!.ToJsonString(new JsonSerializerOptions { WriteIndented = true });

        static JsonNode? Sort(JsonNode? value) => value switch
        {
            JsonObject o => new JsonObject(o.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create(pair.Key, Sort(pair.Value)))),
            JsonArray a => new JsonArray([.. a.Select(Sort)]),
            null => null,
            _ => value.DeepClone(),
        };
    }
}
