using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Linux.Systemd;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Runtime;

/// <summary>
/// Where systemd runs, what outlives its command is moved into a scope of its own: the unit or session in which the command was given ends, and
/// systemd ends with it whatever is still in it.
/// </summary>
internal static class OwnScope
{
    /// <summary>Moves processes; where systemd refuses, they stay, and that is told.</summary>
    /// <param name="rootless">Whether they are an ordinary user's: then the user's own systemd is asked.</param>
    /// <param name="name">The scope's name, without its ending.</param>
    /// <param name="description">What people see of it.</param>
    /// <param name="processes">The processes.</param>
    /// <param name="log">Told what was done.</param>
    public static void Move(bool rootless, string name, string description, IReadOnlyList<int> processes, ILogger log)
    {
        var scope = new TransientScope
        {
            Name = name + ".scope",
            Slice = SliceOf(rootless),
            Description = description,
            Processes = processes,
        };
        try
        {
            using var manager = rootless ? SystemdManager.OpenUser() : SystemdManager.OpenHost();
            StartScope.Run(manager, scope);
            log.MovedToScope(scope.Name, processes);
        }
        catch (EngineException e) when (e.Kind == ErrorKind.Conflict)
        {
            // A restart is done from the monitor that ends: its scope is still there, and the new one is in it already.
            log.ScopeIsThere(scope.Name);
        }
        catch (EngineException e)
        {
            log.NotMovedToScope(scope.Name, e.Message);
        }
    }

    /// <summary>The slice in which containers and what belongs to them lie, as with Podman.</summary>
    public static string SliceOf(bool rootless) => rootless ? "user.slice" : "machine.slice";

    /// <summary>Whether there is a systemd of the caller's to ask: the host's for root (sd_booted(3)), for a user one with a bus.</summary>
    public static bool IsPossible(HostEnvironment host) => Directory.Exists(host.Prefix + "/run/systemd/system")
        && (!host.Rootless || host.Variable("DBUS_SESSION_BUS_ADDRESS") is { Length: > 0 } || Path.Exists(host.UserRuntimeDirectory + "/bus"));
}
