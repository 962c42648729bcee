using System.Globalization;
using Hull.Engine.Networks;
using Hull.Oci.Runtime;

namespace Hull.Engine.Containers.Inspect;

/// <summary>HostConfig of `inspect`.</summary>
internal static class DescribeHostConfig
{
    // The period that --cpus sets; only then is the quota a number of CPUs that somebody asked for.
    private const ulong UsualPeriod = 100_000;
    private const long NanoCpusPerQuota = 10_000;

    /// <summary>Describes what depends on the host.</summary>
    public static InspectedHostConfig Of(ContainerConfig config, InspectFacts facts, DescribeCapabilities capabilities)
    {
        var spec = config.Spec;
        var limits = spec.ResourceLimits;
        return new InspectedHostConfig
        {
            Binds = DescribeMounts.Binds(config),
            CgroupManager = config.CgroupManager,
            CgroupMode = Mode(spec.CgroupNamespace, "host"),
            ContainerIdFile = config.Spec.CidFile ?? "",
            LogConfig = new InspectedLogConfig
            {
                Type = config.LogDriver,
                Path = config.LogPath,
                Tag = spec.LogConfiguration?.Options?.GetValueOrDefault("tag") ?? "",
                Size = DecimalSize.Text(Math.Max(spec.LogConfiguration?.Size ?? 0, 0)),
            },
            NetworkMode = Mode(spec.NetworkNamespace, "none"),
            PortBindings = PortLists.Bindings(spec.PortMappings ?? []),
            PublishAllPorts = spec.PublishImagePorts == true,
            RestartPolicy = new InspectedRestartPolicy
            {
                Name = string.IsNullOrEmpty(spec.RestartPolicy) ? "no" : spec.RestartPolicy,
                MaximumRetryCount = spec.RestartTries ?? 0,
            },
            AutoRemove = spec.Remove == true,
            AutoRemoveImage = spec.RemoveImage == true,
            Annotations = DescribeConfig.Annotations(config, facts),
            CapAdd = capabilities.Added,
            CapDrop = capabilities.Dropped,
            Dns = spec.DnsServers ?? [],
            DnsOptions = spec.DnsOptions ?? [],
            DnsSearch = spec.DnsSearch ?? [],
            ExtraHosts = spec.HostAdd ?? [],
            GroupAdd = spec.Groups ?? [],
            IpcMode = Mode(spec.IpcNamespace, "shareable"),
            Cgroups = spec.CgroupsMode == "disabled" ? "disabled" : "default",
            OomScoreAdj = spec.OomScoreAdj ?? 0,
            PidMode = Mode(spec.PidNamespace, "private"),
            Privileged = spec.Privileged == true,
            ReadonlyRootfs = spec.ReadOnlyFilesystem == true,
            SecurityOpt = SecurityOptions(spec),
            Tmpfs = DescribeMounts.Tmpfs(config),
            UtsMode = Mode(spec.UtsNamespace, "private"),
            UsernsMode = spec.UserNamespace.Mode is null or "" or "default" or "host" ? "" : Mode(spec.UserNamespace, ""),
            IdMappings = config.IdMaps is { } maps
                ? new InspectedIdMappings { UidMap = [.. maps.Users.Select(range => range.ToString())], GidMap = [.. maps.Groups.Select(range => range.ToString())] }
                : null,
            ShmSize = spec.ShmSize ?? 0,
            CgroupParent = spec.CgroupParent ?? "",
            Devices = spec.Privileged == true ? [] : Devices(spec.Devices ?? [], facts),
            HasInit = spec.Init == true,
            Ulimits = [.. (spec.Rlimits ?? []).Select(Ulimit)],
            CgroupConf = limits?.Unified,
            PidsLimit = Math.Max(limits?.Pids?.Limit ?? 0, 0),
            Memory = limits?.Memory?.Limit ?? 0,
            MemoryReservation = limits?.Memory?.Reservation ?? 0,
            MemorySwap = limits?.Memory?.Swap ?? 0,
            MemorySwappiness = (long?)limits?.Memory?.Swappiness,
            OomKillDisable = limits?.Memory?.DisableOomKiller == true,
            CpuShares = limits?.Cpu?.Shares ?? 0,
            CpuPeriod = limits?.Cpu?.Period ?? 0,
            CpuQuota = limits?.Cpu?.Quota ?? 0,
            CpuRealtimePeriod = limits?.Cpu?.RealtimePeriod ?? 0,
            CpuRealtimeRuntime = limits?.Cpu?.RealtimeRuntime ?? 0,
            CpusetCpus = limits?.Cpu?.Cpus ?? "",
            CpusetMems = limits?.Cpu?.Mems ?? "",
            NanoCpus = limits?.Cpu is { Period: UsualPeriod, Quota: { } quota } ? quota * NanoCpusPerQuota : 0,
            BlkioWeight = limits?.BlockIo?.Weight ?? 0,
            BlkioWeightDevice = limits?.BlockIo is null ? null : Weights(limits.BlockIo.WeightDevice ?? [], facts),
            BlkioDeviceReadBps = Throttles(limits?.BlockIo, limits?.BlockIo?.ThrottleReadBpsDevice, facts),
            BlkioDeviceWriteBps = Throttles(limits?.BlockIo, limits?.BlockIo?.ThrottleWriteBpsDevice, facts),
            BlkioDeviceReadIops = Throttles(limits?.BlockIo, limits?.BlockIo?.ThrottleReadIopsDevice, facts),
            BlkioDeviceWriteIops = Throttles(limits?.BlockIo, limits?.BlockIo?.ThrottleWriteIopsDevice, facts),
        };
    }

    /// <summary>The key of a device in <see cref="InspectFacts.DeviceNodes"/>.</summary>
    public static string Key(long major, long minor) => string.Create(CultureInfo.InvariantCulture, $"{major}:{minor}");

    private static string Mode(NamespaceMode mode, string otherwise) => mode.Mode switch
    {
        null or "" or "default" => otherwise,
        "container" => $"container:{mode.Value}",
        "path" => $"ns:{mode.Value}",
        var word => word,
    };

    private static List<string> SecurityOptions(ContainerSpec spec)
    {
        var options = new List<string>();
        if (spec.NoNewPrivileges == true) options.Add("no-new-privileges");
        foreach (var name in new[] { "label", "seccomp", "apparmor" })
        {
            // What was asked stands in an annotation; the spec has what became of it.
            if (spec.Annotations?.GetValueOrDefault($"io.podman.annotations.{name}") is { } asked) options.Add($"{name}={asked}");
        }
        if (spec.Privileged == true) options.Add("unmask=all");
        return options;
    }

    private static List<InspectedDevice> Devices(IReadOnlyList<LinuxDevice> devices, InspectFacts facts)
    {
        var inspected = new List<InspectedDevice>();
        foreach (var device in devices)
        {
            // A device that was taken away from the host has no node there any more.
            if (facts.DeviceNodes.TryGetValue(Key(device.Major, device.Minor), out var node))
                inspected.Add(new InspectedDevice { PathOnHost = node, PathInContainer = device.Path });
        }
        return inspected;
    }

    private static List<InspectedWeightDevice> Weights(IReadOnlyList<LinuxWeightDevice> devices, InspectFacts facts)
    {
        var inspected = new List<InspectedWeightDevice>();
        foreach (var device in devices)
        {
            if (device.Weight is { } weight && facts.DeviceNodes.TryGetValue(Key(device.Major, device.Minor), out var node))
                inspected.Add(new InspectedWeightDevice { Path = node, Weight = weight });
        }
        return inspected;
    }

    private static List<InspectedThrottleDevice>? Throttles(LinuxBlockIo? blockIo, IReadOnlyList<LinuxThrottleDevice>? devices, InspectFacts facts) => blockIo is null
        ? null
        :
        [
            .. from device in devices ?? []
               where facts.DeviceNodes.ContainsKey(Key(device.Major, device.Minor))
               select new InspectedThrottleDevice { Path = facts.DeviceNodes[Key(device.Major, device.Minor)], Rate = device.Rate },
        ];

    // Unlimited, the largest number, is -1 as a signed one.
    private static InspectedUlimit Ulimit(PosixRlimit limit) =>
        new() { Name = limit.Type, Soft = unchecked((long)limit.Soft), Hard = unchecked((long)limit.Hard) };
}
