using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Containers;
using Hull.Engine.Runtime;
using Hull.Engine.Store;
using Hull.Images;
using Hull.Linux.HostFacts;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Systemwide;

/// <summary>Gathers what `info` tells. What cannot be found out is left empty with a warning: `info` is what one asks when something is wrong.</summary>
internal sealed class GatherInfo(
    EngineSettings settings, StorePaths paths, ContainerVerbs containers, ImageStore images, RuntimeSelection runtimes, TimeProvider time, ILogger log)
{
    /// <summary>Gathers it.</summary>
    public EngineInfo Run() => new()
    {
        Host = new GatherHost(settings, paths, runtimes, log).Run(),
        Store = Store(),
        Registries = new Dictionary<string, IReadOnlyList<string>>(),
        Plugins = new InfoPlugins { Volume = ["local"], Network = [], Log = ["k8s-file", "none"] },
        Version = DescribeVersion.Of(time.LocalTimeZone),
    };

    private InfoStore Store()
    {
        var disk = new DriveInfo(paths.Root);
        return new InfoStore
        {
            ContainerStore = Containers(),
            GraphOptions = Options(),
            GraphRoot = paths.Root,
            GraphRootAllocated = (ulong)disk.TotalSize,
            GraphRootUsed = (ulong)(disk.TotalSize - disk.TotalFreeSpace),
            GraphStatus = new Dictionary<string, string>
            {
                ["Backing Filesystem"] = FileSystemType.NameOf(paths.Root),
                // The writable layer is read as it is, which needs metacopy and redirects off: Hull mounts so.
                ["Native Overlay Diff"] = "true",
                ["Supports d_type"] = "true",
                ["Supports volatile"] = "true",
                ["Using metacopy"] = "false",
            },
            ImageCopyTmpDir = settings.Engine.ImageCopyTmpDir,
            ImageStore = new InfoImageStore { Number = images.List().Count },
            RunRoot = paths.RunRoot,
            VolumePath = paths.Volumes,
        };
    }

    private InfoContainerStore Containers()
    {
        var all = containers.List();
        var running = all.Count(record => record.State.Status == ContainerStatus.Running);
        var paused = all.Count(record => record.State.Status == ContainerStatus.Paused);
        return new InfoContainerStore { Number = all.Count, Running = running, Paused = paused, Stopped = all.Count - running - paused };
    }

    private Dictionary<string, string> Options()
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var option in settings.StorageOptions)
        {
            var equals = option.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) throw new EngineException(ErrorKind.InvalidArgument, $"storage option {option}: must have the form NAME=VALUE");
            options[option[..equals]] = option[(equals + 1)..];
        }
        return options;
    }
}
