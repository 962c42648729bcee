using System.Globalization;
using Hull.Engine.Configuration;
using Hull.Engine.Containers;
using Hull.Engine.Runtime;
using Hull.Engine.Store;
using Hull.Linux.Processes;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Health;

/// <summary>
/// The process that runs a container's checks on their interval: this executable under the name hull-health, which native/health.c keeps from
/// becoming more than that (some 2 MB). It ends with the container's conmon.
/// </summary>
internal sealed class HealthClock(EngineSettings settings, StorePaths paths, ILogger log)
{
    private const string Name = "hull-health";
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(30);

    /// <summary>Starts one.</summary>
    /// <param name="id">The container.</param>
    /// <param name="monitor">Its conmon.</param>
    /// <param name="first">How long until the first check.</param>
    /// <param name="usual">How long it waits where a check could not tell; null is 30 s.</param>
    public ProcessIdentity Start(string id, ProcessIdentity monitor, TimeSpan first, TimeSpan? usual)
    {
        var hull = FindPrograms.Hull(settings);
        log.StartingHealthClock(id);
        using var child = Spawn.Start(new SpawnRequest
        {
            Program = hull,
            ArgumentZero = Name,
            Arguments =
            [
                monitor.Pid.ToString(CultureInfo.InvariantCulture), monitor.StartTime.ToString(CultureInfo.InvariantCulture),
                Milliseconds(first), Milliseconds(usual ?? Usual), .. LaterCommand.Start(settings, paths), "healthcheck", "run", "--scheduled", id,
            ],
            Environment = LaterCommand.Environment(settings),
            WorkingDirectory = "/",
            NewSession = true,
        });
        return ProcessIdentity.TryRead(child.Pid) ?? default;
    }

    /// <summary>Ends one, if it is there.</summary>
    public static void End(HealthState? state)
    {
        if (state is { ClockPid: > 0 }) state.Clock.TrySendSignal(Signal.Kill);
    }

    /// <summary>Whether a container that runs has lost its clock: somebody killed it, or the start that was to make it.</summary>
    public static bool IsMissing(ContainerState state) =>
        state is { Status: ContainerStatus.Running, Health.ClockPid: > 0 } && !state.Health.Clock.IsAlive
        && new ProcessIdentity(state.ConmonPid, state.ConmonStartTime).IsAlive;

    private static string Milliseconds(TimeSpan time) => ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
}
