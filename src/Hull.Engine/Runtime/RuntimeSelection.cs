using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Containers;
using Hull.Engine.Rootless;
using Hull.Engine.Store;
using Hull.Linux.Cgroups;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Runtime;

/// <summary>Which runtime, conmon and cgroup manager this process uses; each is looked for when first needed.</summary>
internal sealed class RuntimeSelection
{
    private readonly EngineSettings _settings;
    private readonly StorePaths _paths;
    private readonly ILogger _log;
    private readonly Lazy<CgroupLayout> _cgroups;
    private readonly Lazy<Monitor> _monitor;
    private readonly Lazy<string> _cgroupManager;

    public RuntimeSelection(EngineSettings settings, StorePaths paths, ILogger log)
    {
        _settings = settings;
        _paths = paths;
        _log = log;
        _cgroups = new Lazy<CgroupLayout>(CgroupLayout.Read);
        _monitor = new Lazy<Monitor>(() => new Monitor(
            FindPrograms.Conmon(settings), LaterCommand.Environment(settings), log));
        _cgroupManager = new Lazy<string>(() => FindCgroupManager.For(settings, HostEnvironment.OfThisProcess(), Cgroups.Mode, log));
    }

    /// <summary>Which cgroup hierarchies this host has.</summary>
    public CgroupLayout Cgroups => _cgroups.Value;

    /// <summary>conmon.</summary>
    public Monitor Monitor => _monitor.Value;

    /// <summary>cgroupfs or systemd.</summary>
    public string CgroupManager => _cgroupManager.Value;

    /// <summary>The facts of the host that a decision on this container needs.</summary>
    public HostFacts HostFor(ContainerSpec spec) => HostFacts.Read(
        spec, _settings, Cgroups.Mode == CgroupMode.Version2, Cgroups.LimitsSwap, hasCgroups: !_settings.Rootless || CgroupManager == "systemd") with
    { LimitsPids = LimitsPids, OwnCgroup = Cgroups.OwnPath };

    private bool LimitsPids => CgroupControllers.Have(Cgroups, _settings.Rootless ? RootlessCaller.OfThisProcess()?.UserId : null, "pids");

    /// <summary>The runtime for a new container.</summary>
    /// <param name="asked">A name or path, or null for the configured one.</param>
    public OciRuntimeChoice Choose(string? asked) => FindRuntime.For(_settings, asked, !Cgroups.CanRunCrun, _log);

    private static CgroupUse CgroupsOf(ContainerConfig config)
    {
        if (ContainerCgroup.PathOf(config) is null) return CgroupUse.None;
        return config.CgroupManager == "systemd" && config.Spec.CgroupsMode != ContainerCgroup.Split ? CgroupUse.Systemd : CgroupUse.FileSystem;
    }

    /// <summary>The runtime that a container was made with.</summary>
    public OciRuntime Of(ContainerConfig config)
    {
        var choice = Choose(config.Runtime);
        return new OciRuntime(choice.Path, _paths.RuntimeRoot(choice.Path), choice.Flags, CgroupsOf(config), _log);
    }

    /// <summary>The same; null where it is no longer there.</summary>
    public OciRuntime? TryOf(ContainerConfig config)
    {
        try
        {
            return Of(config);
        }
        catch (EngineException e) when (e.Kind == ErrorKind.RuntimeFailed)
        {
            return null;
        }
    }
}
