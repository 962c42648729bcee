using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Runtime;
using Hull.Engine.Store;
using Hull.Linux.HostFacts;
using Hull.Linux.Namespaces;
using Hull.Linux.Systemd;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Health;

/// <summary>The timer that runs a container's checks where systemd runs, named after the container as Podman's are: the host's, or an ordinary user's.</summary>
internal sealed class HealthTimer(EngineSettings settings, StorePaths paths, ILogger log)
{
    // sd_booted(3).
    private const string Booted = "/run/systemd/system";
    private const int NameDigits = 16;

    /// <summary>Starts one.</summary>
    /// <param name="id">The container.</param>
    /// <param name="first">How long until the first check.</param>
    /// <param name="interval">How long from the end of a check until the next.</param>
    /// <returns>Its name; null where there is no systemd that would serve.</returns>
    public string? TryStart(string id, TimeSpan first, TimeSpan interval)
    {
        if (!Directory.Exists(Booted) || !SeesWhatWeSee()) return null;
        var name = $"{id}-{RandomBytes.Hex(NameDigits)}";
        List<string> command = [.. LaterCommand.Start(settings, paths), "healthcheck", "run", "--ignore-result", id, "--timer=" + name];
        try
        {
            using var manager = Open();
            StartTimer.Run(manager, new TransientTimer
            {
                Name = name,
                Description = string.Join(' ', command),
                Command = command,
                Environment = LaterCommand.Environment(settings),
                First = first,
                Interval = interval,
            });
            return name;
        }
        catch (EngineException e)
        {
            log.NoHealthTimer(e.Message);
            return null;
        }
    }

    /// <summary>Stops one; one that has gone is no error.</summary>
    /// <param name="name">Its name.</param>
    public void Stop(string name)
    {
        try
        {
            using var manager = Open();
            StartTimer.Stop(manager, name);
        }
        catch (EngineException e)
        {
            log.NoHealthTimer(e.Message);
        }
    }

    private SystemdManager Open() => settings.Rootless ? SystemdManager.OpenUser() : SystemdManager.OpenHost();

    // The host's systemd would look for the store among its own mounts. A user's namespace is entered by the command itself.
    private bool SeesWhatWeSee() => settings.Rootless || NamespaceFile.TryGetId(1, NamespaceKinds.Mount) == NamespaceFile.TryGetId(0, NamespaceKinds.Mount);
}
