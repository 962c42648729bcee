namespace Hull.Engine.Configuration;

/// <summary>Reads [engine] and [network].</summary>
internal static class ReadEngineTable
{
    // The sizes of logs count in powers of ten, as Podman's do.
    private const int Thousand = 1000;

    /// <summary>[engine] as the files have it, the defaults elsewhere.</summary>
    /// <exception cref="Core.EngineException">InvalidArgument: a value has the wrong type, or is none of those allowed.</exception>
    public static EngineTable From(SettingsValues values)
    {
        var initial = new EngineTable();
        var table = ReadPaths(values, ReadImages(values, ReadRuntime(values, initial))) with
        {
            DetachKeys = values.Text("engine.detach_keys", initial.DetachKeys),
            Env = values.Strings("engine.env", initial.Env),
            EventsContainerCreateInspectData = values.Flag("engine.events_container_create_inspect_data", initial.EventsContainerCreateInspectData),
            EventsLogfileMaxSize = values.Size("engine.events_logfile_max_size", initial.EventsLogfileMaxSize, Thousand),
            EventsLogger = values.OneOf("engine.events_logger", initial.EventsLogger, "file", "none", "journald"),
            ExitCommandDelay = values.Count("engine.exit_command_delay", initial.ExitCommandDelay),
            HealthcheckEvents = values.Flag("engine.healthcheck_events", initial.HealthcheckEvents),
            InfraCommand = values.Text("engine.infra_command", initial.InfraCommand),
            InfraImage = values.Text("engine.infra_image", initial.InfraImage),
            ServiceTimeout = values.Count("engine.service_timeout", initial.ServiceTimeout),
            StopTimeout = values.Count("engine.stop_timeout", initial.StopTimeout),
        };
        foreach (var name in table.RuntimesFlags.Keys)
        {
            if (!table.Runtimes.ContainsKey(name))
                throw values.Wrong($"engine.runtimes_flags.{name}", $"invalid runtime \"{name}\": not defined in [engine.runtimes]");
        }

        return table;
    }

    /// <summary>[network] as the files have it, the defaults elsewhere.</summary>
    /// <exception cref="Core.EngineException">InvalidArgument: a value has the wrong type, or is none of those allowed.</exception>
    public static NetworkTable Network(SettingsValues values)
    {
        var initial = new NetworkTable();
        return new NetworkTable
        {
            DefaultNetwork = values.Text("network.default_network", initial.DefaultNetwork),
            DefaultSubnet = values.Text("network.default_subnet", initial.DefaultSubnet),
            DefaultRootlessNetworkCmd =
                values.OneOf("network.default_rootless_network_cmd", initial.DefaultRootlessNetworkCmd, "pasta", "slirp4netns"),
            DnsBindPort = (ushort)(values.Number("network.dns_bind_port", 0, ushort.MaxValue) ?? initial.DnsBindPort),
            NetworkConfigDir = values.AbsolutePath("network.network_config_dir", initial.NetworkConfigDir),
            PastaOptions = values.Strings("network.pasta_options", initial.PastaOptions),
        };
    }

    private static EngineTable ReadRuntime(SettingsValues values, EngineTable initial) => initial with
    {
        CgroupManager = values.OneOf("engine.cgroup_manager", initial.CgroupManager, "cgroupfs", "systemd"),
        CdiSpecDirs = values.Strings("engine.cdi_spec_dirs", initial.CdiSpecDirs),
        ConmonEnvVars = values.Strings("engine.conmon_env_vars", initial.ConmonEnvVars),
        ConmonPath = values.Strings("engine.conmon_path", initial.ConmonPath),
        HelperBinariesDir = values.Strings("engine.helper_binaries_dir", initial.HelperBinariesDir),
        HooksDir = values.Strings("engine.hooks_dir", initial.HooksDir),
        InitPath = values.Text("engine.init_path", initial.InitPath),
        NoPivotRoot = values.Flag("engine.no_pivot_root", initial.NoPivotRoot),
        PlatformToOciRuntime = values.TextTable("engine.platform_to_oci_runtime", initial.PlatformToOciRuntime),
        Runtime = values.Text("engine.runtime", initial.Runtime),
        Runtimes = values.StringsTable("engine.runtimes", initial.Runtimes),
        RuntimesFlags = values.StringsTable("engine.runtimes_flags", initial.RuntimesFlags),
    };

    private static EngineTable ReadImages(SettingsValues values, EngineTable initial) => initial with
    {
        CompressionFormat = values.OneOf("engine.compression_format", initial.CompressionFormat, "gzip", "zstd", "zstd:chunked"),
        CompressionLevel = (int?)values.Number("engine.compression_level", int.MinValue, int.MaxValue),
        ImageCopyTmpDir = values.Text("engine.image_copy_tmp_dir", initial.ImageCopyTmpDir),
        ImageDefaultFormat = values.OneOf("engine.image_default_format", initial.ImageDefaultFormat, "oci", "v2s2", "v2s1"),
        ImageDefaultTransport = values.Text("engine.image_default_transport", initial.ImageDefaultTransport),
        ImageParallelCopies = values.Count("engine.image_parallel_copies", initial.ImageParallelCopies),
        ImageVolumeMode = values.OneOf("engine.image_volume_mode", initial.ImageVolumeMode, "anonymous", "bind", "tmpfs", "ignore"),
        MultiImageArchive = values.Flag("engine.multi_image_archive", initial.MultiImageArchive),
        PullPolicy = values.OneOf("engine.pull_policy", initial.PullPolicy, "always", "missing", "newer", "never"),
        Retry = values.Count("engine.retry", initial.Retry),
        RetryDelay = values.Text("engine.retry_delay", initial.RetryDelay),
    };

    private static EngineTable ReadPaths(SettingsValues values, EngineTable initial) => initial with
    {
        EventsLogfilePath = values.AbsolutePath("engine.events_logfile_path", initial.EventsLogfilePath),
        StaticDir = values.AbsolutePath("engine.static_dir", initial.StaticDir),
        TmpDir = values.AbsolutePath("engine.tmp_dir", initial.TmpDir),
        VolumePath = values.AbsolutePath("engine.volume_path", initial.VolumePath),
    };
}
