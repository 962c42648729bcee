using System.Globalization;
using System.Text.Json;
using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Health;
using Hull.Engine.Store;
using Hull.Images;
using Hull.Linux;
using Hull.Linux.Cgroups;
using Hull.Oci.Runtime;

namespace Hull.Engine.Containers.Inspect;

/// <summary>Gathers what `inspect` tells of a container beside its record, and describes it. Takes no lock.</summary>
internal sealed class InspectContainer(StorePaths paths, EngineSettings settings, ImageStore images, TimeProvider time)
{
    /// <summary>Inspects a container as last read.</summary>
    /// <param name="record">The container.</param>
    /// <param name="networkOwner">The container whose network it uses; itself where the network is its own.</param>
    /// <param name="size">Whether its files' sizes are added up, which takes as long as it has files.</param>
    public InspectedContainer Run(ContainerRecord record, ContainerRecord networkOwner, bool size)
    {
        var config = record.Config;
        var bundle = paths.Bundle(config.Id);
        var own = size ? TreeSize.Of(paths.Upper(config.Id)) : 0;
        return DescribeContainer.Of(record, new InspectFacts
        {
            Paths = paths,
            Zone = time.LocalTimeZone,
            LayerTrees = [.. images.LayerPaths(config.Layers).Select(layer => layer.Tree)],
            HostName = HostKernel.HostName,
            NetworkOwner = networkOwner.Config.Id == config.Id ? null : networkOwner,
            DefaultNetwork = settings.Network.DefaultNetwork,
            DefaultCapabilities = settings.Containers.DefaultCapabilities,
            Running = ReadSpec(Path.Join(bundle, "config.json")),
            // A user's systemd makes it below a group of its own.
            CgroupPath = config is { Rootless: true, CgroupManager: "systemd" } ? CgroupLayout.Read().OfProcess(record.State.Pid)?.Path : null,
            BundleFiles = Names(bundle),
            ExecIds = ExecSessions(Path.Join(bundle, "exec")),
            HealthLog = config.Spec.HealthConfig is { IsOn: true } ? HealthLog.Read(paths, config) : [],
            DeviceNodes = FindDeviceNodes.For(config.Spec),
            SizeRw = size ? own : null,
            SizeRootFs = size ? own + ImageSize(config) : 0,
        });
    }

    private long ImageSize(ContainerConfig config) =>
        config.ImageId.Length > 0 && images.Find(config.ImageId) is { } image ? image.Layers.Sum(layer => layer.Size) : images.LayerPaths(config.Layers).Sum(layer => TreeSize.Of(layer.Tree));

    private static RuntimeSpec? ReadSpec(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), RuntimeJson.Default.RuntimeSpec);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException e)
        {
            // A start is writing it at this moment: only the owner of the lease can tell, and inspect takes none.
            return File.Exists(Path.Join(Path.GetDirectoryName(path), "pidfile"))
                ? throw new EngineException(ErrorKind.Corrupt, $"reading {path}: {e.Message}", inner: e)
                : null;
        }
    }

    private static HashSet<string> Names(string directory)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            foreach (var path in Directory.EnumerateFiles(directory)) names.Add(Path.GetFileName(path));
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
        return names;
    }

    // A session is a directory with the process' pid file, which a killed client may have left behind.
    private static List<string> ExecSessions(string directory)
    {
        var sessions = new List<string>();
        if (!Directory.Exists(directory)) return sessions;
        foreach (var session in Directory.EnumerateDirectories(directory).Order(StringComparer.Ordinal))
        {
            var text = TextFiles.ReadIfThere(Path.Join(session, "pidfile"), 32);
            if (int.TryParse(text.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                && Directory.Exists(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}")))
                sessions.Add(Path.GetFileName(session));
        }
        return sessions;
    }
}
