using System.Globalization;
using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Containers;
using Hull.Engine.Runtime;
using Hull.Engine.Store;
using Hull.Linux;
using Hull.Linux.Cgroups;
using Hull.Linux.HostFacts;
using Hull.Linux.Processes;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Systemwide;

/// <summary>Gathers what `info` tells of the host and of the programs on it.</summary>
internal sealed class GatherHost(EngineSettings settings, StorePaths paths, RuntimeSelection runtimes, ILogger log)
{
    /// <summary>Gathers it.</summary>
    public InfoHost Run()
    {
        var memory = HostMemory.Read();
        var release = OsRelease.Read();
        return new InfoHost
        {
            Architecture = HostFacts.MachineArchitecture,
            CgroupManager = runtimes.CgroupManager,
            CgroupVersion = runtimes.Cgroups.Mode == CgroupMode.Version2 ? "v2" : "v1",
            CgroupControllers = [.. runtimes.Cgroups.Controllers.Distinct()],
            Conmon = Try("conmon", Conmon),
            Cpus = HostKernel.OnlineProcessors,
            CpuUtilization = ParseCpuUsage(TextFiles.ReadIfThere("/proc/stat", int.MaxValue)),
            Distribution = new InfoDistribution
            {
                Distribution = release.Id,
                Version = release.VersionId,
                Codename = release.Codename.Length > 0 ? release.Codename : null,
            },
            EventLogger = settings.EventsBackend,
            HostName = HostKernel.HostName,
            IdMappings = IdMappings(),
            Kernel = HostKernel.Release,
            LogDriver = settings.Containers.LogDriver.Length > 0 ? settings.Containers.LogDriver : "k8s-file",
            MemoryFree = (long)memory.Free,
            MemoryTotal = (long)memory.Total,
            OciRuntime = Try("OCI runtime", Runtime),
            RemoteSocket = Socket(),
            RootlessNetworkCommand = settings.Network.DefaultRootlessNetworkCmd,
            Security = Security(),
            Pasta = Helper("pasta"),
            Slirp4Netns = Helper("slirp4netns"),
            SwapFree = (long)memory.SwapFree,
            SwapTotal = (long)memory.SwapTotal,
            Uptime = UptimeText(BootFacts.ReadUptime()),
            // The only architecture of Hull's that has variants (OCI image-index.md).
            Variant = HostFacts.MachineArchitecture == "arm64" ? "v8" : "",
        };
    }

    /// <summary>The first line of /proc/stat in percent: user, system and idle time since boot.</summary>
    internal static InfoCpuUsage ParseCpuUsage(string stat)
    {
        var fields = stat.Split('\n')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // cpu user nice system idle …
        if (fields.Length < 5) return new InfoCpuUsage();
        var times = fields.Select(field => double.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var time) ? time : 0).ToArray();
        var total = times[1] + times[3] + times[4];
        return total == 0
            ? new InfoCpuUsage()
            : new InfoCpuUsage { UserPercent = Percent(times[1]), SystemPercent = Percent(times[3]), IdlePercent = Percent(times[4]) };

        double Percent(double part) => Math.Round(part / total * 100, 2, MidpointRounding.AwayFromZero);
    }

    /// <summary>An uptime in Podman's words: 30h 5m 7.00s (Approximately 1.25 days).</summary>
    internal static string UptimeText(TimeSpan uptime)
    {
        var hours = (long)uptime.TotalHours;
        var text = string.Create(CultureInfo.InvariantCulture, $"{hours}h {uptime.Minutes}m {uptime.Seconds}.00s");
        return hours == 0 ? text : text + string.Create(CultureInfo.InvariantCulture, $" (Approximately {hours / 24.0:F2} days)");
    }

    private InfoProgram Conmon()
    {
        var path = FindPrograms.Conmon(settings);
        // Its two lines stand on one in Podman's words.
        return new InfoProgram { Path = path, Package = FindPackage.Of(path), Version = VersionOf(path).Replace("\n", ", ", StringComparison.Ordinal) };
    }

    private InfoRuntime Runtime()
    {
        var choice = runtimes.Choose(null);
        return new InfoRuntime { Name = choice.Name, Path = choice.Path, Package = FindPackage.Of(choice.Path), Version = VersionOf(choice.Path) };
    }

    private InfoHelper Helper(string name) => FindPrograms.Helper(settings, name) is { } path
        ? new InfoHelper { Executable = path, Package = FindPackage.Of(path), Version = VersionOf(path) }
        : new InfoHelper();

    private static string VersionOf(string program) =>
        RunAndCapture.Run(new SpawnRequest { Program = program, Arguments = ["--version"] }).OutputText.TrimEnd();

    private InfoRemoteSocket Socket()
    {
        var path = Path.Join(paths.RunRoot, "hull.sock");
        return new InfoRemoteSocket { Path = path, Exists = File.Exists(path) };
    }

    private InfoSecurity Security() => new()
    {
        ApparmorEnabled = HostKernel.HasApparmor,
        Capabilities = string.Join(',', settings.Containers.DefaultCapabilities),
        Rootless = settings.Rootless,
        SeccompEnabled = Directory.Exists("/proc/sys/kernel/seccomp"),
        SeccompProfilePath = SeccompProfile(),
        SelinuxEnabled = HostKernel.HasSelinux,
    };

    private string SeccompProfile()
    {
        if (settings.Containers.SeccompProfile.Length > 0) return settings.Containers.SeccompProfile;
        return File.Exists(HostPaths.SeccompOverride) ? HostPaths.SeccompOverride : HostPaths.SeccompDefault;
    }

    private static InfoIdMappings IdMappings()
    {
        var users = IdMap.ReadUsers().Ranges;
        // All ids as they are: this is the host's own namespace.
        return users is [{ Inside: 0, Outside: 0, Length: uint.MaxValue }]
            ? new InfoIdMappings()
            : new InfoIdMappings { UidMap = Ranges(users), GidMap = Ranges(IdMap.ReadGroups().Ranges) };
    }

    private static List<InfoIdMap> Ranges(IReadOnlyList<IdMapping> ranges) =>
        [.. ranges.Select(range => new InfoIdMap { ContainerId = range.Inside, HostId = range.Outside, Size = range.Length })];

    private T? Try<T>(string what, Func<T> gather) where T : class
    {
        try
        {
            return gather();
        }
        catch (EngineException e)
        {
            log.NotTold(what, e.Message);
            return null;
        }
    }
}
