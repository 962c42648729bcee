using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Containers.Checkpoints;
using Hull.Engine.Networks;
using Hull.Engine.Runtime;
using Hull.Engine.Store;

namespace Hull.Engine.Containers;

/// <summary>Starts a container's conmon, which has the runtime make the container.</summary>
internal sealed class StartMonitor(StorePaths paths, EngineSettings settings, RuntimeSelection runtimes, ExitCommand exitCommand, TellReadiness readiness)
{
    /// <summary>Starts it, and returns when the container is made and its process waits.</summary>
    /// <param name="config">The container.</param>
    /// <param name="attachments">What it has got of its networks.</param>
    /// <param name="bundle">The directory of its config.json.</param>
    /// <param name="restore">Where its processes come from a checkpoint: from which; else null.</param>
    /// <exception cref="EngineException">What the runtime said, classified.</exception>
    public StartedMonitor Run(ContainerConfig config, IReadOnlyList<NetworkAttachment> attachments, string bundle, RestoreRequest? restore)
    {
        var runtime = runtimes.Of(config);
        return runtimes.Monitor.Create(new MonitorRequest
        {
            Id = config.Id,
            Name = config.Name,
            Bundle = bundle,
            ExitDirectory = paths.Exits,
            Runtime = runtime,
            Command = config.Args[0],
            Preserved = PreservedDescriptors.Check(config.Spec.PreserveDescriptors, runtime.Name),
            Terminal = config.Spec.Terminal == true,
            Stdin = config.Spec.Stdin == true,
            Log = ContainerLogDriver.ForMonitor(config),
            LogTag = ContainerLogDriver.TagOf(config),
            LogLabels = ContainerLogDriver.LabelsOf(config),
            LogFiles = ContainerLogDriver.FilesOf(config),
            PassesStreams = ContainerLogDriver.PassesStreams(config),
            LogSizeMax = config.Spec.LogConfiguration?.Size ?? -1,
            VolatileLog = config.Spec.Remove == true,
            Timeout = config.Spec.Timeout ?? 0,
            SharesKeyring = !settings.Containers.Keyring,
            NoPivotRoot = settings.Engine.NoPivotRoot,
            Scope = MonitorScope.Of(config, attachments),
            PidFile = config.Spec.ConmonPidFile ?? Path.Join(bundle, "conmon.pid"),
            ExitCommand = exitCommand.For(config.Id),
            Syslog = settings.Syslog,
            RestoreFrom = restore?.Images,
            RestoreArguments = restore?.Arguments ?? [],
            NotifySocket = config.Spec.SdNotifyMode == "container" ? readiness.SocketOf(config) : null,
        });
    }
}
