using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Linux.Journal;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Tests.Configuration;

public sealed class LoadSettingsTests : IDisposable
{
    private readonly TemporaryRoot _root = new();
    private readonly Dictionary<string, string> _variables = [];

    [Fact]
    public void Without_files_the_defaults_hold()
    {
        var settings = Load();
        Assert.Equal((_root.Path("var/lib/hull"), _root.Path("run/hull"), _root.Path("run/hull/tmp")), (settings.Root, settings.RunRoot, settings.TmpDir));
        Assert.Equal(11, settings.Containers.DefaultCapabilities.Count);
        Assert.Equal((2048L, 67108864L, "0022", 10u), (settings.Containers.PidsLimit, settings.Containers.ShmSize, settings.Containers.Umask, settings.Engine.StopTimeout));
        Assert.Equal(("file", false), (settings.EventsBackend, settings.Rootless));
        Assert.Null(settings.CgroupManager);
        Assert.Empty(settings.Files);
    }

    [Fact]
    public void Files_are_read_in_order_and_the_user_comes_last()
    {
        _variables["HOME"] = _root.Path("home");
        _variables["XDG_CONFIG_HOME"] = _root.Path("home/conf");
        foreach (var (file, order) in (ReadOnlySpan<(string, int)>)[
            ("usr/share/containers/containers.conf", 1), ("usr/share/containers/containers.conf.d/10.conf", 2),
            ("etc/containers/containers.conf", 3), ("etc/containers/containers.conf.d/20.conf", 5), ("etc/containers/containers.conf.d/10.conf", 4),
            ("etc/containers/containers.rootless.conf.d/a.conf", 6), ("etc/containers/containers.rootless.conf.d/1000/b.conf", 7),
            ("home/conf/containers/containers.conf", 8), ("home/conf/containers/containers.conf.d/x.conf", 9)])
            _root.Write(file, $"[containers]\nenv=['V={order}',{{append=true}}]\n");
        _root.Write("etc/containers/containers.conf.d/no.toml", "[containers]\nenv=['never']\n");
        _root.Write("etc/containers/containers.rootful.conf.d/a.conf", "[containers]\nenv=['root only',{append=true}]\n");
        var settings = Load(rootless: true);
        Assert.Equal(["1", "2", "3", "4", "5", "6", "7", "8", "9"], settings.Containers.Env.Skip(1).Select(line => line[2..]));
        Assert.Equal(9, settings.Files.Count);
        Assert.Equal("root only", Load().Containers.Env[^1]);
        Assert.DoesNotContain(Load().Files, file => file.Contains("home", StringComparison.Ordinal));
    }

    [Fact]
    public void CONTAINERS_CONF_stands_in_place_of_all_but_modules_and_override()
    {
        _root.Write("etc/containers/containers.conf", "[containers]\ntz='etc'\n");
        _root.Write("etc/containers/containers.conf.modules/m.conf", "[containers]\ntz='module'\npids_limit=5\n");
        _variables["CONTAINERS_CONF"] = _root.Write("only.conf", "[containers]\numask='0027'\n");
        Assert.Equal(("", "0027"), (Load().Containers.Tz, Load().Containers.Umask));
        var options = new EngineOptions { Modules = ["m.conf"] };
        Assert.Equal(("module", 5L), (Load(options).Containers.Tz, Load(options).Containers.PidsLimit));
        Assert.Equal(_root.Path("etc/containers/containers.conf.modules/m.conf"), Assert.Single(Load(options).LoadedModules));
        _variables["CONTAINERS_CONF_OVERRIDE"] = _root.Write("last.conf", "[containers]\ntz='last'\n");
        Assert.Equal(("last", 5L), (Load(options).Containers.Tz, Load(options).Containers.PidsLimit));
    }

    [Fact]
    public void Files_named_by_variables_and_modules_must_be_there()
    {
        _variables["CONTAINERS_CONF"] = _root.Path("nope");
        Assert.Equal($"reading {_root.Path("nope")}, named by CONTAINERS_CONF: no such file or directory", Error().Message);
        _variables.Clear();
        Assert.Equal("could not resolve module \"m\": no such file or directory", Error(new EngineOptions { Modules = ["m"] }).Message);
        Assert.Equal("could not resolve module \"/m\": no such file or directory", Error(new EngineOptions { Modules = ["/m"] }).Message);
    }

    [Fact]
    public void Every_key_reaches_its_member()
    {
        _root.Write("etc/containers/containers.conf", """
            [containers]
            annotations=["a=b"]
            apparmor_profile="p"
            base_hosts_file="none"
            cgroupns="private"
            cgroups="no-conmon"
            cgroup_conf=["memory.high=1"]
            container_name_as_hostname=true
            default_capabilities=["chown","CAP_KILL"]
            default_sysctls=["net.x=1"]
            default_ulimits=["nofile=1:2"]
            devices=["/dev/fuse"]
            dns_options=["o"]
            dns_searches=["s"]
            dns_servers=["1.1.1.1"]
            env=["A=1"]
            env_host=true
            host_containers_internal_ip="none"
            http_proxy=false
            init=true
            init_path="/i"
            interface_name="device"
            ipcns="private"
            keyring=false
            label=false
            log_driver="none"
            log_path="/logs"
            log_size_max=10000
            log_tag="t"
            mounts=["type=tmpfs,dst=/x"]
            netns="host"
            no_hosts=true
            oom_score_adj=-5
            pidns="host"
            pids_limit=7
            privileged=true
            read_only=true
            seccomp_profile="/s"
            shm_size="1m"
            tz="local"
            umask="0002"
            userns="host"
            utsns="host"
            volumes=["/a:/b"]
            [engine]
            cgroup_manager="systemd"
            conmon_env_vars=["C=1"]
            conmon_path=["/c"]
            compression_format="zstd"
            compression_level=3
            detach_keys="ctrl-x"
            events_logfile_path="/e"
            events_logfile_max_size="2m"
            events_logger="none"
            exit_command_delay=1
            healthcheck_events=false
            helper_binaries_dir=["/h"]
            hooks_dir=["/hooks"]
            image_default_format="oci"
            image_default_transport="oci:"
            image_parallel_copies=2
            image_volume_mode="ignore"
            image_copy_tmp_dir="storage"
            infra_command="/p"
            infra_image="i"
            multi_image_archive=true
            no_pivot_root=true
            pull_policy="never"
            retry=9
            retry_delay="5s"
            runtime="runc"
            service_timeout=6
            static_dir="/st"
            stop_timeout=4
            tmp_dir="/tt/"
            volume_path="/v"
            [engine.runtimes]
            mine=["/m"]
            [engine.runtimes_flags]
            mine=["debug"]
            [engine.platform_to_oci_runtime]
            "wasi/wasm"="crun-wasm"
            [network]
            default_network="n"
            default_subnet="10.1.0.0/16"
            default_rootless_network_cmd="slirp4netns"
            dns_bind_port=54
            network_config_dir="/nc"
            pasta_options=["-x"]
            """);
        var settings = Load();
        Assert.Equal(
            new ContainersTable
            {
                ApparmorProfile = "p",
                BaseHostsFile = "none",
                Cgroupns = "private",
                Cgroups = "no-conmon",
                ContainerNameAsHostname = true,
                EnvHost = true,
                HostContainersInternalIp = "none",
                HttpProxy = false,
                Init = true,
                InitPath = "/i",
                InterfaceName = "device",
                Ipcns = "private",
                Keyring = false,
                Label = false,
                LogDriver = "none",
                LogPath = "/logs",
                LogSizeMax = 10000,
                LogTag = "t",
                Netns = "host",
                NoHosts = true,
                OomScoreAdj = -5,
                Pidns = "host",
                PidsLimit = 7,
                Privileged = true,
                ReadOnly = true,
                SeccompProfile = "/s",
                ShmSize = 1048576,
                Tz = "local",
                Umask = "0002",
                Userns = "host",
                Utsns = "host",
            } with
            {
                // Lists compare by reference: each is looked at below.
                Annotations = settings.Containers.Annotations,
                CgroupConf = settings.Containers.CgroupConf,
                DefaultCapabilities = settings.Containers.DefaultCapabilities,
                DefaultSysctls = settings.Containers.DefaultSysctls,
                DefaultUlimits = settings.Containers.DefaultUlimits,
                Devices = settings.Containers.Devices,
                DnsOptions = settings.Containers.DnsOptions,
                DnsSearches = settings.Containers.DnsSearches,
                DnsServers = settings.Containers.DnsServers,
                Env = settings.Containers.Env,
                Mounts = settings.Containers.Mounts,
                Volumes = settings.Containers.Volumes,
            },
            settings.Containers);
        Assert.Equal(
            "a=b|memory.high=1|CAP_CHOWN,CAP_KILL|net.x=1|nofile=1:2|/dev/fuse|o|s|1.1.1.1|A=1|type=tmpfs,dst=/x|/a:/b",
            string.Join('|', Lists(settings.Containers).Select(list => string.Join(',', list))));
        var engine = settings.Engine;
        Assert.Equal(
            ("systemd", "zstd", 3, "ctrl-x", "/e", 2_000_000L, "none", 1u, false),
            (engine.CgroupManager, engine.CompressionFormat, engine.CompressionLevel, engine.DetachKeys, engine.EventsLogfilePath, engine.EventsLogfileMaxSize,
                engine.EventsLogger, engine.ExitCommandDelay, engine.HealthcheckEvents));
        Assert.Equal(
            ("oci", "oci:", 2u, "ignore", "storage", "/p", "i", true, true),
            (engine.ImageDefaultFormat, engine.ImageDefaultTransport, engine.ImageParallelCopies, engine.ImageVolumeMode, engine.ImageCopyTmpDir,
                engine.InfraCommand, engine.InfraImage, engine.MultiImageArchive, engine.NoPivotRoot));
        Assert.Equal(
            ("never", 9u, "5s", "runc", 6u, "/st", 4u, "/tt/", "/v"),
            (engine.PullPolicy, engine.Retry, engine.RetryDelay, engine.Runtime, engine.ServiceTimeout, engine.StaticDir, engine.StopTimeout, engine.TmpDir,
                engine.VolumePath));
        Assert.Equal("C=1 /c /h /hooks", string.Join(' ', [.. engine.ConmonEnvVars, .. engine.ConmonPath, .. engine.HelperBinariesDir, .. engine.HooksDir]));
        Assert.Equal("/m debug crun-wasm", string.Join(' ', [.. engine.Runtimes["mine"], .. engine.RuntimesFlags["mine"], engine.PlatformToOciRuntime["wasi/wasm"]]));
        Assert.Contains("crun", engine.Runtimes.Keys);
        Assert.Equal(
            ("n", "10.1.0.0/16", "slirp4netns", 54, "/nc", "-x"),
            (settings.Network.DefaultNetwork, settings.Network.DefaultSubnet, settings.Network.DefaultRootlessNetworkCmd, settings.Network.DnsBindPort,
                settings.Network.NetworkConfigDir, settings.Network.PastaOptions[0]));
        Assert.Equal(("systemd", "none", "/tt/hull"), (settings.CgroupManager, settings.EventsBackend, settings.TmpDir));
    }

    [Fact]
    public void Options_come_before_the_files()
    {
        _root.Write("etc/containers/containers.conf", "[engine]\nruntime='runc'\ncgroup_manager='systemd'\nevents_logger='none'\ntmp_dir='/t'\n");
        var settings = Load(new EngineOptions
        {
            Root = "/a/",
            RunRoot = "/b",
            TmpDir = "/c",
            Runtime = "crun",
            CgroupManager = "cgroupfs",
            Conmon = "/conmon",
            EventsBackend = "file",
            RuntimeFlags = ["debug", "--log=x"],
            StorageOptions = ["s=1"],
            HooksDirs = ["/hooks"],
            ConfigDir = "/cfg",
        });
        Assert.Equal(
            ("/a", "/b", "/c", "crun", "cgroupfs", "/conmon", "file", "/cfg"),
            (settings.Root, settings.RunRoot, settings.TmpDir, settings.Runtime, settings.CgroupManager, settings.Conmon, settings.EventsBackend, settings.ConfigDir));
        Assert.Equal(["--debug", "--log=x"], settings.RuntimeFlags);
        Assert.Equal("/hooks", settings.Engine.HooksDir[^1]);
        Assert.Equal("runc", settings.Engine.Runtime);
    }

    [Fact]
    public void A_user_has_the_directories_of_XDG()
    {
        _variables["HOME"] = "/home/al";
        var settings = Load(rootless: true);
        Assert.Equal(("/home/al/.local/share/hull", _root.Path("run/user/1000/hull")), (settings.Root, settings.RunRoot));
        _variables["XDG_DATA_HOME"] = "/data";
        _variables["XDG_RUNTIME_DIR"] = "/runtime";
        settings = Load(rootless: true);
        Assert.Equal(("/data/hull", "/runtime/hull"), (settings.Root, settings.RunRoot));
        // A relative one is to be ignored.
        _variables["XDG_DATA_HOME"] = "data";
        Assert.Equal("/home/al/.local/share/hull", Load(rootless: true).Root);
        _variables.Clear();
        Assert.StartsWith("finding the store of this user: ", Assert.Throws<EngineException>(() => Load(rootless: true)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[containers]\npids_limit='x'", ":2: containers.pids_limit: must be an integer, is a string")]
    [InlineData("[containers]\n\nlog_size_max=100", ":3: containers.log_size_max: must be negative or at least 8192, is 100")]
    [InlineData("[containers]\numask='99'", ":2: containers.umask: not a valid umask 99")]
    [InlineData("[containers]\nlog_path='x'", ":2: containers.log_path: must be an absolute path, is \"x\"")]
    [InlineData("[containers]\noom_score_adj=2000", ":2: containers.oom_score_adj: must be from -1000 to 1000, is 2000")]
    [InlineData("[containers]\ninterface_name='eth'", ":2: containers.interface_name: must be one of device, is \"eth\"")]
    [InlineData("[engine]\ncgroup_manager='x'", ":2: engine.cgroup_manager: must be one of cgroupfs, systemd, is \"x\"")]
    [InlineData("[engine]\npull_policy='x'", ":2: engine.pull_policy: must be one of always, missing, newer, never, is \"x\"")]
    [InlineData("[engine.runtimes_flags]\nx=['y']", ":2: engine.runtimes_flags.x: invalid runtime \"x\": not defined in [engine.runtimes]")]
    [InlineData("[engine]\nstop_timeout=-1", ":2: engine.stop_timeout: must be from 0 to 4294967295, is -1")]
    [InlineData("[network]\ndns_bind_port=70000", ":2: network.dns_bind_port: must be from 0 to 65535, is 70000")]
    [InlineData("containers=1", "")]
    public void Wrong_values_name_file_line_and_key(string text, string message)
    {
        var file = _root.Write("etc/containers/containers.conf", text);
        if (message.Length == 0) Assert.NotNull(Load());
        else Assert.Equal(file + message, Error().Message);
    }

    [Theory]
    [InlineData("--root", "rel")]
    [InlineData("--runroot", "rel")]
    [InlineData("--tmpdir", "./x")]
    public void Directories_must_be_absolute(string option, string path)
    {
        var options = option switch
        {
            "--root" => new EngineOptions { Root = path },
            "--runroot" => new EngineOptions { RunRoot = path },
            _ => new EngineOptions { TmpDir = path },
        };
        Assert.Equal($"{option} must be an absolute path, is \"{path}\"", Error(options).Message);
    }

    [Fact]
    public void Refuses_unknown_words_of_options()
    {
        Assert.Equal(ErrorKind.InvalidArgument, Error(new EngineOptions { CgroupManager = "x" }).Kind);
        Assert.Equal(ErrorKind.InvalidArgument, Error(new EngineOptions { EventsBackend = "x" }).Kind);
        if (!HostJournal.IsThere) Assert.Equal(ErrorKind.Unsupported, Error(new EngineOptions { EventsBackend = "journald" }).Kind);
    }

    [Fact]
    public void Refuses_a_file_that_cannot_be_a_configuration()
    {
        var file = _root.Path("big");
        using (var stream = File.Create(file)) stream.SetLength(2 << 20);
        _variables["CONTAINERS_CONF"] = file;
        Assert.Contains("more than the 1048576 allowed", Error().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_unknown_and_idle_keys_at_debug_level()
    {
        var file = _root.Write("etc/containers/containers.conf", "[containers]\nfoo=1\n[engine]\nnum_locks=5\nevents_logger='journald'\n[machine]\ncpus=1\n");
        var log = new ListLogger();
        LoadSettings.From(new EngineOptions(), Host(false), log);
        Assert.Contains($"{file}:2: unknown key containers.foo", log.Lines);
        Assert.Contains($"{file}:4: key engine.num_locks has no effect: each object has a lock file of its own", log.Lines);
        Assert.Contains($"{file}:7: key machine.cpus has no effect: this version has no such commands", log.Lines);
        Assert.Contains($"Events go to a file: there is no journald, as {file}:5 asks for, on this host", log.Lines);
        Assert.Contains($"Reading configuration file {file}", log.Lines);
    }

    [Fact]
    public void Reads_the_file_of_the_distribution()
    {
        const string vendor = "/usr/share/containers/containers.conf";
        if (!File.Exists(vendor)) Assert.Skip($"{vendor} is not installed");
        _root.Write("usr/share/containers/containers.conf", File.ReadAllText(vendor));
        var settings = Load();
        Assert.Equal(new ContainersTable().DefaultCapabilities, settings.Containers.DefaultCapabilities);
        Assert.Equal("net.ipv4.ping_group_range=0 0", Assert.Single(settings.Containers.DefaultSysctls));
    }

    public void Dispose() => _root.Dispose();

    private static IEnumerable<IReadOnlyList<string>> Lists(ContainersTable table) =>
    [
        table.Annotations, table.CgroupConf, table.DefaultCapabilities, table.DefaultSysctls, table.DefaultUlimits, table.Devices, table.DnsOptions,
        table.DnsSearches, table.DnsServers, table.Env, table.Mounts, table.Volumes,
    ];

    private EngineException Error(EngineOptions? options = null) => Assert.Throws<EngineException>(() => Load(options));

    private EngineSettings Load(EngineOptions? options = null, bool rootless = false) => LoadSettings.From(options ?? new EngineOptions(), Host(rootless), null);

    private HostEnvironment Host(bool rootless) => new()
    {
        UserId = rootless ? 1000u : 0,
        Rootless = rootless,
        Variable = name => _variables.GetValueOrDefault(name),
        Prefix = _root.Directory,
    };

    private sealed class ListLogger : ILogger
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }
}
