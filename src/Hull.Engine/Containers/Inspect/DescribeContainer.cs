using Hull.Engine.Containers.Checkpoints;

namespace Hull.Engine.Containers.Inspect;

/// <summary>A container as `inspect` shows it, from what was decided, what was observed and the facts around them. Pure.</summary>
internal static class DescribeContainer
{
    /// <summary>Describes it.</summary>
    public static InspectedContainer Of(ContainerRecord record, InspectFacts facts)
    {
        var (config, state) = record;
        var bundle = facts.Paths.Bundle(config.Id);
        var capabilities = DescribeCapabilities.Of(config, facts);
        return new InspectedContainer
        {
            Id = config.Id,
            Created = facts.Local(config.Created),
            Path = config.Args.Count > 0 ? config.Args[0] : "",
            // Podman's: the program is cut off only where something follows.
            Args = config.Args.Count > 1 ? [.. config.Args.Skip(1)] : config.Args,
            State = DescribeState(config, state, facts),
            Image = config.ImageId,
            ImageDigest = config.ImageDigest ?? "",
            ImageName = config.ImageName,
            Rootfs = config.Spec.Rootfs ?? "",
            Pod = config.Spec.Pod ?? "",
            ResolvConfPath = BundleFile(facts, bundle, "resolv.conf"),
            HostnamePath = BundleFile(facts, bundle, "hostname"),
            HostsPath = BundleFile(facts, bundle, "hosts"),
            StaticDir = facts.Paths.Container(config.Id),
            OciConfigPath = state.Started is null && state.Status == ContainerStatus.Configured ? null : Path.Join(bundle, "config.json"),
            OciRuntime = config.Spec.OciRuntime ?? Path.GetFileName(config.Runtime),
            ConmonPidFile = config.Spec.ConmonPidFile ?? Path.Join(bundle, "conmon.pid"),
            PidFile = config.Spec.PidFile ?? Path.Join(bundle, "pidfile"),
            Name = config.Name,
            RestartCount = state.RestartCount,
            AppArmorProfile = facts.Running?.Process?.ApparmorProfile ?? config.Spec.ApparmorProfile ?? "",
            EffectiveCaps = capabilities.Effective,
            BoundingCaps = capabilities.Bounding,
            ExecIds = facts.ExecIds,
            GraphDriver = DescribeDriver(config, state, facts),
            SizeRw = facts.SizeRw,
            SizeRootFs = facts.SizeRootFs,
            Mounts = DescribeMounts.Of(config, facts),
            Dependencies = Dependencies(config.Spec),
            NetworkSettings = DescribeNetwork.Of(facts.NetworkOwner ?? record, facts.NetworkOwner is not null, facts.DefaultNetwork),
            Config = DescribeConfig.Of(config, facts),
            HostConfig = DescribeHostConfig.Of(config, facts, capabilities),
            UseImageHosts = config.Spec.UseImageHosts == true,
        };
    }

    private static InspectedState DescribeState(ContainerConfig config, ContainerState state, InspectFacts facts)
    {
        var lives = state.Status is ContainerStatus.Running or ContainerStatus.Paused or ContainerStatus.Stopping or ContainerStatus.Created;
        return new InspectedState
        {
            OciVersion = facts.Running?.OciVersion ?? new Oci.Runtime.RuntimeSpec().OciVersion,
            Status = ContainerVerbs.StatusWord(state.Status),
            Running = state.Status == ContainerStatus.Running,
            Paused = state.Status == ContainerStatus.Paused,
            Restarting = state.IsRestarting,
            OomKilled = state.OomKilled,
            Pid = state.Pid,
            ConmonPid = state.ConmonPid,
            ExitCode = state.ExitCode,
            Error = state.Error ?? "",
            StartedAt = facts.Local(state.Started),
            FinishedAt = facts.Local(state.Finished),
            Health = DescribeHealth.State(config, state, facts),
            CgroupPath = lives ? facts.CgroupPath ?? ContainerCgroup.DirectoryOf(config) ?? "" : null,
            StoppedByUser = state.StoppedByUser,
            Checkpointed = state.Checkpointed,
            CheckpointedAt = facts.Local(state.CheckpointedAt),
            RestoredAt = facts.Local(state.RestoredAt),
            CheckpointPath = state.Checkpointed ? new CheckpointPaths(facts.Paths, config.Id).Images : null,
            Restored = lives && state.RestoredAt is { } restored && restored >= state.Started,
        };
    }

    private static InspectedDriver DescribeDriver(ContainerConfig config, ContainerState state, InspectFacts facts)
    {
        var data = new Dictionary<string, string>(StringComparer.Ordinal);
        if (facts.LayerTrees.Count > 0) data["LowerDir"] = string.Join(':', facts.LayerTrees.Reverse());
        if (state.Mounted) data["MergedDir"] = facts.Paths.Merged(config.Id);
        data["UpperDir"] = facts.Paths.Upper(config.Id);
        data["WorkDir"] = facts.Paths.Work(config.Id);
        return new InspectedDriver { Data = data };
    }

    private static string BundleFile(InspectFacts facts, string bundle, string name) =>
        facts.BundleFiles.Contains(name) ? Path.Join(bundle, name) : "";

    private static List<string> Dependencies(ContainerSpec spec)
    {
        var ids = new List<string>();
        foreach (var mode in new[]
        {
            spec.PidNamespace, spec.NetworkNamespace, spec.IpcNamespace, spec.UtsNamespace, spec.CgroupNamespace, spec.UserNamespace,
        })
        {
            if (mode.Mode == "container" && mode.Value is { } id && !ids.Contains(id)) ids.Add(id);
        }
        foreach (var id in spec.DependencyContainers ?? []) if (!ids.Contains(id)) ids.Add(id);
        return ids;
    }
}
