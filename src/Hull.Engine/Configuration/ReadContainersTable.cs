namespace Hull.Engine.Configuration;

/// <summary>Reads [containers].</summary>
internal static class ReadContainersTable
{
    // Lines of the log go through a buffer of this size: a smaller limit could never hold one (conmon, conn_sock buffers).
    private const int LeastLogSize = 8192;

    /// <summary>The table as the files have it, the defaults elsewhere.</summary>
    /// <exception cref="Core.EngineException">InvalidArgument: a value has the wrong type, or is none of those allowed.</exception>
    public static ContainersTable From(SettingsValues values)
    {
        var initial = new ContainersTable();
        return ReadNamespaces(values, ReadNetwork(values, ReadSecurity(values, ReadProcess(values, initial)))) with
        {
            Devices = values.Strings("containers.devices", initial.Devices),
            Mounts = values.Strings("containers.mounts", initial.Mounts),
            Volumes = values.Strings("containers.volumes", initial.Volumes),
            ReadOnly = values.Flag("containers.read_only", initial.ReadOnly),
            ShmSize = values.Size("containers.shm_size", initial.ShmSize),
            CgroupConf = values.Strings("containers.cgroup_conf", initial.CgroupConf),
            DefaultUlimits = values.Strings("containers.default_ulimits", initial.DefaultUlimits),
            OomScoreAdj = (int?)values.Number("containers.oom_score_adj", -1000, 1000),
            PidsLimit = values.Number("containers.pids_limit", initial.PidsLimit),
            LogDriver = values.Text("containers.log_driver", initial.LogDriver),
            LogPath = values.AbsolutePath("containers.log_path", initial.LogPath),
            LogSizeMax = LogSize(values, initial.LogSizeMax),
            LogTag = values.Text("containers.log_tag", initial.LogTag),
        };
    }

    private static ContainersTable ReadProcess(SettingsValues values, ContainersTable initial) => initial with
    {
        Annotations = values.Strings("containers.annotations", initial.Annotations),
        ContainerNameAsHostname = values.Flag("containers.container_name_as_hostname", initial.ContainerNameAsHostname),
        DefaultSysctls = values.Strings("containers.default_sysctls", initial.DefaultSysctls),
        Env = values.Strings("containers.env", initial.Env),
        EnvHost = values.Flag("containers.env_host", initial.EnvHost),
        HttpProxy = values.Flag("containers.http_proxy", initial.HttpProxy),
        Init = values.Flag("containers.init", initial.Init),
        InitPath = values.Text("containers.init_path", initial.InitPath),
        Keyring = values.Flag("containers.keyring", initial.Keyring),
        Tz = values.Text("containers.tz", initial.Tz),
        Umask = Umask(values, initial.Umask),
    };

    private static ContainersTable ReadSecurity(SettingsValues values, ContainersTable initial) => initial with
    {
        ApparmorProfile = values.Text("containers.apparmor_profile", initial.ApparmorProfile),
        DefaultCapabilities = WithPrefix(values.Strings("containers.default_capabilities", initial.DefaultCapabilities)),
        Label = values.Flag("containers.label", initial.Label),
        Privileged = values.Flag("containers.privileged", initial.Privileged),
        SeccompProfile = values.Text("containers.seccomp_profile", initial.SeccompProfile),
    };

    private static ContainersTable ReadNetwork(SettingsValues values, ContainersTable initial) => initial with
    {
        BaseHostsFile = values.Text("containers.base_hosts_file", initial.BaseHostsFile),
        DnsOptions = values.Strings("containers.dns_options", initial.DnsOptions),
        DnsSearches = values.Strings("containers.dns_searches", initial.DnsSearches),
        DnsServers = values.Strings("containers.dns_servers", initial.DnsServers),
        HostContainersInternalIp = values.Text("containers.host_containers_internal_ip", initial.HostContainersInternalIp),
        InterfaceName = values.OneOf("containers.interface_name", initial.InterfaceName, "device"),
        Netns = values.Text("containers.netns", initial.Netns),
        NoHosts = values.Flag("containers.no_hosts", initial.NoHosts),
    };

    private static ContainersTable ReadNamespaces(SettingsValues values, ContainersTable initial) => initial with
    {
        Cgroupns = values.OneOf("containers.cgroupns", initial.Cgroupns, "private", "host"),
        Cgroups = values.OneOf("containers.cgroups", initial.Cgroups, "enabled", "disabled", "no-conmon", "split"),
        Ipcns = values.OneOf("containers.ipcns", initial.Ipcns, "shareable", "private", "host", "none"),
        Pidns = values.OneOf("containers.pidns", initial.Pidns, "private", "host"),
        Userns = values.Text("containers.userns", initial.Userns),
        Utsns = values.OneOf("containers.utsns", initial.Utsns, "private", "host"),
    };

    private static List<string> WithPrefix(IReadOnlyList<string> capabilities)
    {
        var result = new List<string>(capabilities.Count);
        foreach (var name in capabilities)
        {
            var upper = name.ToUpperInvariant();
            result.Add(upper.StartsWith("CAP_", StringComparison.Ordinal) ? upper : "CAP_" + upper);
        }

        return result;
    }

    private static long LogSize(SettingsValues values, long otherwise)
    {
        var size = values.Number("containers.log_size_max", otherwise);
        if (size < 0 || size >= LeastLogSize) return size;
        throw values.Wrong("containers.log_size_max", $"must be negative or at least {LeastLogSize}, is {size}");
    }

    private static string Umask(SettingsValues values, string otherwise)
    {
        var umask = values.Text("containers.umask", otherwise);
        return OctalMode.TryParse(umask, out _) ? umask : throw values.Wrong("containers.umask", $"not a valid umask {umask}");
    }
}
