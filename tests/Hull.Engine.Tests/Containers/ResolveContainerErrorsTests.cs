using Hull.Core;
using Hull.Engine.Cdi;
using Hull.Engine.Containers;
using Hull.Engine.Health;
using Hull.Engine.Runtime;
using Hull.Oci;
using Hull.Oci.Runtime;

namespace Hull.Engine.Tests.Containers;

/// <summary>Every contradiction that a request can hold, with the message that podman 4.3.1 gives where it has one.</summary>
public sealed class ResolveContainerErrorsTests
{
    private static readonly ContainerSpec Plain = new();

    public static TheoryData<string, ErrorKind, string> Contradictions { get; } = new()
    {
        // Process
        { "name", ErrorKind.InvalidArgument, "running container create option: names must match [a-zA-Z0-9][a-zA-Z0-9_.-]*, not \"_x\": invalid argument" },
        { "workdir", ErrorKind.InvalidArgument, "the working directory 'rel' is invalid, it needs to be an absolute path" },
        { "signal", ErrorKind.InvalidArgument, "invalid signal: 99" },
        { "env", ErrorKind.InvalidArgument, "invalid environment variable: \"\"" },
        { "umask", ErrorKind.InvalidArgument, "running container create option: invalid umask string 99: invalid argument" },
        { "tz", ErrorKind.InvalidArgument, "finding timezone: unknown time zone Foo/Bar" },
        { "tz-escape", ErrorKind.InvalidArgument, "finding timezone: unknown time zone ../../etc/passwd" },
        { "restart-tries", ErrorKind.InvalidArgument, "restart policy retries can only be specified with on-failure restart policy" },
        { "health-action", ErrorKind.InvalidArgument, "cannot set on-failure action to kill without a health check" },
        { "health-action-off", ErrorKind.InvalidArgument, "cannot set on-failure action to stop without a health check" },
        { "health-startup", ErrorKind.InvalidArgument, "a startup healthcheck can only be set if a healthcheck is also set: healthcheck command is not set" },
        { "health-startup-command", ErrorKind.InvalidArgument, "startup healthcheck command is not set" },
        { "health-timeout", ErrorKind.InvalidArgument, "healthcheck-timeout must be at least 1 second" },
        { "restart-rm", ErrorKind.InvalidArgument, "the --rm option conflicts with --restart, when the restartPolicy is not \"\" and \"no\"" },
        { "restart-bad", ErrorKind.InvalidArgument, "invalid restart policy \"sometimes\": must be no, on-failure, always or unless-stopped" },
        { "pod", ErrorKind.Unsupported, "--pod: not supported by this version of hull" },
        { "annotation", ErrorKind.InvalidArgument, "annotation run.oci.seccomp_bpf_data is the engine's own" },
        { "init-pid", ErrorKind.InvalidArgument, "cannot add init binary as PID 1 (PID namespace isn't private)" },
        { "sysctl", ErrorKind.InvalidArgument, "sysctl 'foo.bar' is not allowed" },
        { "sysctl-net", ErrorKind.InvalidArgument, "sysctl net.a=1 can't be set since Network Namespace set to host: invalid argument" },
        { "sysctl-ipc", ErrorKind.InvalidArgument, "sysctl kernel.sem=1 can't be set since IPC Namespace set to host: invalid argument" },

        // Namespaces
        { "hostname-host", ErrorKind.InvalidArgument, "invalid config provided: cannot set hostname when running in the host UTS namespace: invalid configuration" },
        { "hostname-long", ErrorKind.InvalidArgument, $"invalid hostname \"{new string('h', 65)}\": must have at most 64 characters" },
        { "pid-bad", ErrorKind.InvalidArgument, "invalid namespace type foo specified" },
        { "pid-bridge", ErrorKind.InvalidArgument, "cannot use network modes with non-network namespace" },
        { "pid-container", ErrorKind.InvalidArgument, "namespace mode container requires a value" },
        { "pid-value", ErrorKind.InvalidArgument, "namespace value x cannot be provided with namespace mode host" },
        { "pid-path", ErrorKind.NotFound, "cannot find specified PID namespace path: stat /nope: no such file or directory" },
        { "pid-shareable", ErrorKind.InvalidArgument, "invalid namespace type shareable specified" },
        { "userns", ErrorKind.InvalidArgument, "--userns and --uidmap, --gidmap, --subuidname or --subgidname cannot be set together" },
        { "userns-value", ErrorKind.InvalidArgument, "namespace value x cannot be provided with namespace mode nomap" },
        { "userns-bad", ErrorKind.InvalidArgument, "invalid namespace type foo specified" },
        { "net-bad", ErrorKind.InvalidArgument, "invalid network \"foo\"" },
        { "net-hosts", ErrorKind.InvalidArgument, "invalid config provided: cannot set extra host entries when the container is joined to another containers network namespace: invalid configuration" },

        // Storage
        { "duplicate", ErrorKind.InvalidArgument, "/x: duplicate mount destination" },
        { "duplicate-clean", ErrorKind.InvalidArgument, "/x: duplicate mount destination" },
        { "missing-source", ErrorKind.NotFound, "statfs /nope: no such file or directory" },
        { "relative-target", ErrorKind.InvalidArgument, "invalid container path \"x\", must be an absolute path" },
        { "empty-target", ErrorKind.InvalidArgument, "container directory cannot be empty" },
        { "root-target", ErrorKind.InvalidArgument, "invalid container path \"/./..\", a mount would hide the whole image" },
        { "no-source", ErrorKind.InvalidArgument, "/x: host directory cannot be empty" },
        { "no-type", ErrorKind.InvalidArgument, "/x: a mount must have a type" },
        { "bad-type", ErrorKind.InvalidArgument, "invalid filesystem type \"foo\"" },
        { "volume-name", ErrorKind.InvalidArgument, "creating named volume \"-data\": running volume create option: names must match [a-zA-Z0-9][a-zA-Z0-9_.-]*: invalid argument" },
        { "anonymous-nocreate", ErrorKind.InvalidArgument, "the 'nocreate' option is only allowed with named volumes: invalid mount option" },
        { "volume-duplicate", ErrorKind.InvalidArgument, "/x: duplicate mount destination" },
        { "overlay-upper", ErrorKind.InvalidArgument, "must set both `upperdir` and `workdir`" },
        { "overlay-option", ErrorKind.InvalidArgument, "unknown mount option \"ro\": invalid mount option" },
        { "kernel-type", ErrorKind.Unsupported, "/x: a mount of type proc is the engine's own: --pid, --ipc, --cgroupns and --security-opt say what it shows" },
        { "image-volume", ErrorKind.InvalidArgument, "invalid image volume mode \"foo\" required value: anonymous, tmpfs, ignore" },
        { "shm-host", ErrorKind.InvalidArgument, "invalid config provided: cannot set shmsize when running in the host IPC Namespace" },
        { "shm-none", ErrorKind.InvalidArgument, "invalid config provided: cannot set shmsize when running in the none IPC Namespace" },
        { "shm-negative", ErrorKind.InvalidArgument, "invalid shm size -1: must not be negative" },
        { "device-missing", ErrorKind.NotFound, "stat /nope: no such file or directory" },
        { "device-file", ErrorKind.InvalidArgument, "/etc/passwd is not a valid device: not a device node" },
        { "device-empty", ErrorKind.InvalidArgument, "no devices found in /data: invalid argument" },
        { "device-mode", ErrorKind.InvalidArgument, "invalid device mode: x" },
        { "device-cdi", ErrorKind.NotFound, "setting up CDI devices: unresolvable CDI devices nvidia.com/gpu=all: none in /etc/cdi" },
        { "device-cdi-name", ErrorKind.InvalidArgument, "device gpu=all: no CDI device has such a name: must be VENDOR/CLASS=NAME" },
        { "gpus", ErrorKind.Unsupported, "--gpus all: no CDI specification of nvidia.com/gpu or amd.com/gpu in /etc/cdi: this host names no GPUs" },

        // Security
        { "cap-unknown", ErrorKind.InvalidArgument, "\"CAP_FOO\": unknown capability" },
        { "cap-both", ErrorKind.InvalidArgument, "capability \"CAP_CHOWN\" cannot be dropped and added" },
        { "cap-all", ErrorKind.InvalidArgument, "adding all caps and removing all caps not allowed" },
        { "seccomp", ErrorKind.NotFound, "opening seccomp profile failed: open /nope: no such file or directory" },
        { "seccomp-directory", ErrorKind.NotFound, "opening seccomp profile failed: open /data: not a regular file" },
        { "apparmor", ErrorKind.Unsupported, "apparmor profile \"foo\" specified, but Apparmor is not enabled on this system" },
        { "mask", ErrorKind.InvalidArgument, "masked path \"rel\" must be an absolute path" },
        { "label", ErrorKind.InvalidArgument, "invalid label option \"foo\": must be disable, user:…, role:…, type:…, level:…, filetype:… or nested" },

        // Resources
        { "swap-less", ErrorKind.InvalidArgument, "minimum memoryswap limit should be larger than memory limit, see usage" },
        { "swap-alone", ErrorKind.InvalidArgument, "you should always set a memory limit when using a memoryswap limit, see usage" },
        { "reservation", ErrorKind.InvalidArgument, "minimum memory limit cannot be less than memory reservation limit, see usage" },
        { "swappiness", ErrorKind.InvalidArgument, "invalid value: 200, valid memory swappiness range is 0-100" },
        { "quota", ErrorKind.InvalidArgument, "CPU cfs quota cannot be less than 1ms (i.e. 1000)" },
        { "period", ErrorKind.InvalidArgument, "CPU cfs period cannot be less than 1ms (i.e. 1000) or larger than 1s (i.e. 1000000)" },
        { "cpuset", ErrorKind.InvalidArgument, "requested CPUs are not available - requested 99, available: 0-1" },
        { "weight", ErrorKind.InvalidArgument, "range of blkio weight is from 10 to 1000" },
        { "ulimit", ErrorKind.InvalidArgument, "invalid ulimit \"foo\": invalid ulimit type: foo" },
        { "ulimit-order", ErrorKind.InvalidArgument, "invalid ulimit \"nofile\": ulimit soft limit must be less than or equal to hard limit: 5 > 3" },
        { "oom", ErrorKind.InvalidArgument, "invalid value: 2000, valid oom score adjustment range is -1000 to 1000" },
        { "cgroups", ErrorKind.InvalidArgument, "running container create option: invalid cgroup mode \"foo\": invalid argument" },
        { "cgroups-runc", ErrorKind.Unsupported, "requested OCI runtime runc is not compatible with NoCgroups" },
        { "cgroups-split", ErrorKind.InvalidArgument, "cannot specify --cgroups=split with a cgroup parent: invalid argument" },
        { "cgroup-conf", ErrorKind.Unsupported, "--cgroup-conf: this host has no unified cgroup hierarchy (cgroup v2)" },
        { "blkio-missing", ErrorKind.NotFound, "could not find throttle device in host: stat /nope: no such file or directory" },
        { "blkio-file", ErrorKind.InvalidArgument, "/etc/passwd: not a block device" },
        { "blkio-weight", ErrorKind.InvalidArgument, "range of blkio weight is from 10 to 1000" },
        { "personality", ErrorKind.InvalidArgument, "invalid personality \"BSD\": must be LINUX or LINUX32" },
        { "personality-runtime", ErrorKind.Unsupported, "--personality: runtime runc of this version sets none" },
        { "rdt", ErrorKind.Unsupported, "--rdt-class: /sys/fs/resctrl is not mounted, or this processor has no Intel RDT" },
        { "chroot", ErrorKind.InvalidArgument, "chroot directory \"rel\" must be an absolute path" },
        { "passwd-entry", ErrorKind.InvalidArgument, "--passwd-entry: must be one line" },
        { "env-merge", ErrorKind.InvalidArgument, "invalid variable for --env-merge: \"X\": must be NAME=VALUE" },
        { "hosts-file", ErrorKind.NotFound, "failed to read hosts file /nope: no such file or directory" },
        { "hosts-file-relative", ErrorKind.InvalidArgument, "hosts file \"rel\" must be an absolute path, none or image" },
        { "seccomp-policy", ErrorKind.InvalidArgument, "invalid seccomp policy \"mine\": valid policies are default, image" },

        // Logging, network
        { "log-driver", ErrorKind.InvalidArgument, "running container create option: invalid log driver: invalid argument" },
        { "log-journald", ErrorKind.Unsupported, "log driver journald: no journald runs on this host" },
        { "log-option", ErrorKind.InvalidArgument, "unknown log option \"foo\": must be path, max-size, max-file, tag or label" },
        { "log-label", ErrorKind.Unsupported, "log option label: this host's conmon writes no fields of the user's" },
        { "log-tag", ErrorKind.InvalidArgument, "log tag \"{{.Nothing}}\": {{.Nothing}}: unknown field" },
        { "log-count", ErrorKind.InvalidArgument, "log option max-file=\"x\": must be a number of 1 or more" },
        { "log-none-path", ErrorKind.InvalidArgument, "log options path and max-size: the log driver none keeps no file" },
        { "log-terminal", ErrorKind.InvalidArgument, "log driver passthrough: a container with a terminal (--tty) cannot have the caller's streams" },
        { "log-files", ErrorKind.Unsupported, "log option max-file=3: this host's conmon keeps one file, which it begins anew at max-size" },
        { "log-path", ErrorKind.InvalidArgument, "log path \"rel\" must be an absolute path" },
        { "dns", ErrorKind.InvalidArgument, "foo is not an ip address" },
        { "dns-short", ErrorKind.InvalidArgument, "127.1 is not an ip address" },
        { "dns-image", ErrorKind.InvalidArgument, "UseImageResolvConf and DNSServer are mutually exclusive options" },
        { "host", ErrorKind.InvalidArgument, "bad format for add-host: \"foo\"" },
        { "host-address", ErrorKind.InvalidArgument, "invalid IP address in add-host: \"bar\"" },
        { "hosts-image", ErrorKind.InvalidArgument, "UseImageHosts and HostAdd are mutually exclusive options" },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void Refuses_contradictions(string what, ErrorKind kind, string message)
    {
        var request = SampleRequest.Of(Spec(what));
        request = request with
        {
            Cdi = new CdiRegistry([], ["/etc/cdi"]),
            Paths = new Dictionary<string, HostPath>(request.Paths)
            {
                [HostPaths.ZoneInfo + "Foo/Bar"] = new() { Kind = HostPathKind.Missing, FullPath = "x", Error = "no such file or directory" },
            },
        };
        var error = Assert.Throws<EngineException>(() => ResolveContainer.Decide(request));
        Assert.Equal((kind, message), (error.Kind, error.Message));
    }

    [Fact]
    public void Tells_every_contradiction_at_once()
    {
        var request = SampleRequest.Of(new ContainerSpec
        {
            Name = "_x",
            WorkDir = "rel",
            PidNamespace = NamespaceMode.Of("bridge"),
            CapAdd = ["foo"],
            ResourceLimits = new LinuxResources { Cpu = new LinuxCpu { Quota = 5 } },
            DnsServers = ["foo"],
        });
        var error = Assert.Throws<EngineException>(() => ResolveContainer.Decide(request));
        Assert.Equal(ErrorKind.InvalidArgument, error.Kind);
        foreach (var part in new[] { "names must match", "'rel' is invalid", "cannot use network modes", "unknown capability", "CPU cfs quota", "foo is not an ip address" })
            Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Refuses_to_run_nothing()
    {
        var error = Assert.Throws<EngineException>(() => SampleRequest.Decide(Plain, new ContainerDefaults()));
        Assert.Equal("no command or entrypoint provided, and no CMD or ENTRYPOINT from image", error.Message);
    }

    [Fact]
    public void Is_never_silently_without_a_filter()
    {
        var missing = new HostPath { Kind = HostPathKind.Missing, FullPath = "x", Error = "no such file or directory" };
        var request = SampleRequest.Of();
        request = request with { Paths = new Dictionary<string, HostPath> { [HostPaths.SeccompOverride] = missing, [HostPaths.SeccompDefault] = missing } };
        var error = Assert.Throws<EngineException>(() => ResolveContainer.Decide(request));
        Assert.Equal(ErrorKind.NotFound, error.Kind);
        Assert.StartsWith("no seccomp profile: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_signal_of_the_image_is_an_error() => Assert.Equal(
        "invalid signal: SIGFOO",
        Assert.Throws<EngineException>(() => SampleRequest.Decide(Plain, new ContainerDefaults { Cmd = ["x"], StopSignal = "SIGFOO" })).Message);

    [Fact]
    public void A_bad_variable_of_the_image_is_an_error() => Assert.Equal(
        "env fields from image: invalid environment variable: \"=x\"",
        Assert.Throws<EngineException>(() => SampleRequest.Decide(Plain, new ContainerDefaults { Cmd = ["x"], Env = ["=x"] })).Message);

    [Fact]
    public void Limits_and_disabled_cgroups_exclude_each_other()
    {
        var spec = new ContainerSpec { CgroupsMode = "disabled", ResourceLimits = new LinuxResources { Memory = new LinuxMemory { Limit = 1 << 20 } } };
        var request = SampleRequest.Of(spec) with { Runtime = new OciRuntimeChoice("crun", "/usr/bin/crun", []) };
        Assert.Equal(
            "cannot specify resource limits when cgroups are disabled is specified",
            Assert.Throws<EngineException>(() => ResolveContainer.Decide(request)).Message);
    }

    [Fact]
    public void Swappiness_is_refused_on_cgroup_v2()
    {
        var request = SampleRequest.Of(Resources(new LinuxResources { Memory = new LinuxMemory { Swappiness = 5 } }));
        request = request with { Host = request.Host with { CgroupV2 = true } };
        Assert.Equal(ErrorKind.Unsupported, Assert.Throws<EngineException>(() => ResolveContainer.Decide(request)).Kind);
    }

    [Fact]
    public void Relabelling_is_refused_where_it_would_mean_something()
    {
        var request = SampleRequest.Of(Mounts(Bind("/x", "Z")));
        request = request with { Host = request.Host with { Selinux = true } };
        Assert.Equal(ErrorKind.Unsupported, Assert.Throws<EngineException>(() => ResolveContainer.Decide(request)).Kind);
    }

    private static ContainerSpec Spec(string what) => ProcessSpec(what) ?? NamespaceSpec(what) ?? StorageSpec(what) ?? SecuritySpec(what) ?? ResourceSpec(what) ?? OtherSpec(what);

    private static ContainerSpec? ProcessSpec(string what) => what switch
    {
        "name" => new() { Name = "_x" },
        "workdir" => new() { WorkDir = "rel" },
        "signal" => new() { StopSignal = 99 },
        "env" => new() { Env = new Dictionary<string, string> { [""] = "x" } },
        "umask" => new() { Umask = "99" },
        "tz" => new() { Timezone = "Foo/Bar" },
        "tz-escape" => new() { Timezone = "../../etc/passwd" },
        "restart-tries" => new() { RestartPolicy = "always", RestartTries = 3 },
        "health-action" => new() { HealthCheckOnFailureAction = HealthAction.Kill },
        "health-action-off" => new() { HealthCheckOnFailureAction = HealthAction.Stop, HealthConfig = new HealthCheck { Test = ["NONE"] } },
        "health-startup" => new() { StartupHealthConfig = new HealthCheck { Test = ["CMD", "true"] } },
        "health-startup-command" => new() { HealthConfig = new HealthCheck { Test = ["CMD", "true"] }, StartupHealthConfig = new HealthCheck { Interval = 1 } },
        "health-timeout" => new() { HealthConfig = new HealthCheck { Test = ["CMD", "true"], Timeout = 999_999_999 } },
        "restart-rm" => new() { RestartPolicy = "always", Remove = true },
        "restart-bad" => new() { RestartPolicy = "sometimes" },
        "pod" => new() { Pod = "p" },
        "annotation" => new() { Annotations = new Dictionary<string, string> { ["run.oci.seccomp_bpf_data"] = "x" } },
        "init-pid" => new() { Init = true, PidNamespace = NamespaceMode.Of("host") },
        "sysctl" => Sysctl("foo.bar"),
        "sysctl-net" => Sysctl("net.a") with { NetworkNamespace = NamespaceMode.Of("host") },
        "sysctl-ipc" => Sysctl("kernel.sem") with { IpcNamespace = NamespaceMode.Of("host") },
        _ => null,
    };

    private static ContainerSpec? NamespaceSpec(string what) => what switch
    {
        "hostname-host" => new() { Hostname = "x", UtsNamespace = NamespaceMode.Of("host") },
        "hostname-long" => new() { Hostname = new string('h', 65) },
        "pid-bad" => new() { PidNamespace = NamespaceMode.Of("foo") },
        "pid-bridge" => new() { PidNamespace = NamespaceMode.Of("bridge") },
        "pid-container" => new() { PidNamespace = NamespaceMode.Of("container") },
        "pid-value" => new() { PidNamespace = new NamespaceMode { Mode = "host", Value = "x" } },
        "pid-path" => new() { PidNamespace = new NamespaceMode { Mode = "path", Value = "/nope" } },
        "pid-shareable" => new() { PidNamespace = NamespaceMode.Of("shareable") },
        "userns" => new() { UserNamespace = NamespaceMode.Of("keep-id"), IdMappings = new IdMappingRequest() },
        "userns-value" => new() { UserNamespace = new NamespaceMode { Mode = "nomap", Value = "x" } },
        "userns-bad" => new() { UserNamespace = NamespaceMode.Of("foo") },
        "net-bad" => new() { NetworkNamespace = NamespaceMode.Of("foo") },
        "net-hosts" => new() { NetworkNamespace = new NamespaceMode { Mode = "container", Value = "x" }, HostAdd = ["a:1.2.3.4"] },
        _ => null,
    };

    private static ContainerSpec? StorageSpec(string what) => what switch
    {
        "duplicate" => Mounts(Bind("/x"), Tmpfs("/x")),
        "duplicate-clean" => Mounts(Bind("/x"), Tmpfs("//y/../x/")),
        "missing-source" => Mounts(Bind("/x") with { Source = "/nope" }),
        "relative-target" => Mounts(Bind("x")),
        "empty-target" => Mounts(Bind("")),
        "root-target" => Mounts(Bind("/./..")),
        "no-source" => Mounts(Bind("/x") with { Source = "" }),
        "no-type" => Mounts(new RuntimeMount { Destination = "/x" }),
        "bad-type" => Mounts(new RuntimeMount { Destination = "/x", Type = "foo" }),
        "volume-name" => new() { Volumes = [new NamedVolume { Name = "-data", Dest = "/x" }] },
        "anonymous-nocreate" => new() { Volumes = [new NamedVolume { Dest = "/x", Options = ["nocreate"] }] },
        "volume-duplicate" => Mounts(Bind("/x")) with { Volumes = [new NamedVolume { Name = "data", Dest = "/x" }] },
        "overlay-upper" => new() { OverlayVolumes = [new OverlayVolume { Source = "/data", Destination = "/x", Options = ["O", "upperdir=/u"] }] },
        "overlay-option" => new() { OverlayVolumes = [new OverlayVolume { Source = "/data", Destination = "/x", Options = ["O", "ro"] }] },
        "kernel-type" => Mounts(new RuntimeMount { Destination = "/x", Type = "proc" }),
        "image-volume" => new() { ImageVolumeMode = "foo" },
        "shm-host" => new() { ShmSize = 1, IpcNamespace = NamespaceMode.Of("host") },
        "shm-none" => new() { ShmSize = 1, IpcNamespace = NamespaceMode.Of("none") },
        "shm-negative" => new() { ShmSize = -1 },
        "device-missing" => Device("/nope"),
        "device-file" => Device("/etc/passwd"),
        "device-empty" => Device("/data"),
        "device-mode" => Device("/dev/fuse:x"),
        "device-cdi" => Device("nvidia.com/gpu=all"),
        "device-cdi-name" => Device("gpu=all"),
        "gpus" => new() { Gpus = ["all"] },
        _ => null,
    };

    private static ContainerSpec? SecuritySpec(string what) => what switch
    {
        "cap-unknown" => new() { CapAdd = ["foo"] },
        "cap-both" => new() { CapAdd = ["chown"], CapDrop = ["CAP_CHOWN"] },
        "cap-all" => new() { CapAdd = ["all"], CapDrop = ["ALL"] },
        "seccomp" => new() { SeccompProfilePath = "/nope" },
        "seccomp-directory" => new() { SeccompProfilePath = "/data" },
        "apparmor" => new() { ApparmorProfile = "foo" },
        "mask" => new() { Mask = ["rel"] },
        "label" => new() { SelinuxOpts = ["foo"] },
        _ => null,
    };

    private static ContainerSpec? ResourceSpec(string what) => what switch
    {
        "swap-less" => Memory(new LinuxMemory { Limit = 4, Swap = 2 }),
        "swap-alone" => Memory(new LinuxMemory { Swap = 2 }),
        "reservation" => Memory(new LinuxMemory { Limit = 4, Reservation = 8 }),
        "swappiness" => Memory(new LinuxMemory { Swappiness = 200 }),
        "quota" => Cpu(new LinuxCpu { Quota = 5 }),
        "period" => Cpu(new LinuxCpu { Period = 5 }),
        "cpuset" => Cpu(new LinuxCpu { Cpus = "99" }),
        "weight" => Resources(new LinuxResources { BlockIo = new LinuxBlockIo { Weight = 5 } }),
        "ulimit" => new() { Rlimits = [new PosixRlimit { Type = "foo" }] },
        "ulimit-order" => new() { Rlimits = [new PosixRlimit { Type = "nofile", Soft = 5, Hard = 3 }] },
        "oom" => new() { OomScoreAdj = 2000 },
        "cgroups" => new() { CgroupsMode = "foo" },
        "cgroups-runc" => new() { CgroupsMode = "disabled" },
        "cgroups-split" => new() { CgroupsMode = "split", CgroupParent = "/x" },
        "cgroup-conf" => new() { ResourceLimits = new LinuxResources { Unified = new Dictionary<string, string> { ["memory.high"] = "1" } } },
        "blkio-missing" => new() { ThrottleReadBpsDevice = new Dictionary<string, LinuxThrottleDevice> { ["/nope"] = new() { Rate = 1 } } },
        "blkio-file" => new() { ThrottleWriteIopsDevice = new Dictionary<string, LinuxThrottleDevice> { ["/etc/passwd"] = new() { Rate = 1 } } },
        "blkio-weight" => new() { WeightDevice = new Dictionary<string, LinuxWeightDevice> { ["/dev/sda"] = new() { Weight = 5 } } },
        "personality" => new() { Personality = new LinuxPersonality { Domain = "BSD" } },
        "personality-runtime" => new() { Personality = new LinuxPersonality { Domain = "LINUX32" } },
        "rdt" => new() { IntelRdt = new LinuxIntelRdt { ClosId = "x" } },
        "chroot" => new() { ChrootDirectories = ["rel"] },
        "passwd-entry" => new() { PasswdEntry = "a:b\nroot2::0:0:::" },
        "env-merge" => new() { EnvMerge = ["X"] },
        "hosts-file" => new() { BaseHostsFile = "/nope" },
        "hosts-file-relative" => new() { BaseHostsFile = "rel" },
        "seccomp-policy" => new() { SeccompPolicy = "mine" },
        _ => null,
    };

    private static ContainerSpec OtherSpec(string what) => what switch
    {
        "log-driver" => new() { LogConfiguration = new LogConfiguration { Driver = "foo" } },
        "log-journald" => new() { LogConfiguration = new LogConfiguration { Driver = "journald" } },
        "log-option" => LogOption("foo", "x"),
        "log-files" => LogOption("max-file", "3"),
        "log-label" => LogOption("label", "A=b"),
        "log-tag" => LogOption("tag", "{{.Nothing}}"),
        "log-count" => LogOption("max-file", "x"),
        "log-none-path" => new() { LogConfiguration = new LogConfiguration { Driver = "none", Path = "/x" } },
        "log-terminal" => new() { Terminal = true, LogConfiguration = new LogConfiguration { Driver = "passthrough" } },
        "log-path" => new() { LogConfiguration = new LogConfiguration { Path = "rel" } },
        "dns" => new() { DnsServers = ["foo"] },
        "dns-short" => new() { DnsServers = ["127.1"] },
        "dns-image" => new() { UseImageResolveConf = true, DnsServers = ["1.1.1.1"] },
        "host" => new() { HostAdd = ["foo"] },
        "host-address" => new() { HostAdd = ["foo:bar"] },
        "hosts-image" => new() { UseImageHosts = true, HostAdd = ["a:1.2.3.4"] },
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
    };

    private static ContainerSpec Sysctl(string name) => new() { Sysctl = new Dictionary<string, string> { [name] = "1" } };

    private static ContainerSpec Mounts(params RuntimeMount[] mounts) => new() { Mounts = mounts };

    private static RuntimeMount Bind(string target, params string[] options) => new() { Destination = target, Type = "bind", Source = "/data", Options = options };

    private static RuntimeMount Tmpfs(string target) => new() { Destination = target, Type = "tmpfs" };

    private static ContainerSpec Device(string argument) => new() { Devices = [new LinuxDevice { Path = argument }] };

    private static ContainerSpec Resources(LinuxResources limits) => new() { ResourceLimits = limits };

    private static ContainerSpec Memory(LinuxMemory memory) => Resources(new LinuxResources { Memory = memory });

    private static ContainerSpec Cpu(LinuxCpu cpu) => Resources(new LinuxResources { Cpu = cpu });

    private static ContainerSpec LogOption(string name, string value) =>
        new() { LogConfiguration = new LogConfiguration { Options = new Dictionary<string, string> { [name] = value } } };
}
