using System.Globalization;
using Hull.Engine.Configuration;
using Hull.Engine.Containers;
using Hull.Engine.Runtime;
using Hull.Engine.Store;
using Hull.Linux.Processes;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Health;

/// <summary>
/// What runs a container's checks on their interval: where systemd runs a timer of its, elsewhere a process, this executable under the name
/// hull-health, which native/health.c keeps from becoming more than that (some 2 MB). It ends with the container's conmon.
/// </summary>
internal sealed class HealthClock(EngineSettings settings, StorePaths paths, ILogger log)
{
    private const string Name = "hull-health";
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(30);

    private readonly HealthTimer _timer = new(settings, paths, log);

    /// <summary>Starts it.</summary>
    /// <param name="state">What is known of the container's health.</param>
    /// <param name="id">The container.</param>
    /// <param name="monitor">Its conmon.</param>
    /// <param name="first">How long until the first check.</param>
    /// <param name="usual">How long it waits where a check could not tell; null is 30 s.</param>
    /// <returns>The same with the clock in it.</returns>
    public HealthState Start(HealthState state, string id, ProcessIdentity monitor, TimeSpan first, TimeSpan? usual)
    {
        log.StartingHealthClock(id);
        if (_timer.TryStart(id, first, usual ?? Usual) is { } timer)
            return state.WithoutClock() with { Timer = timer, TimerInterval = usual ?? Usual };
        var hull = FindPrograms.Hull(settings);
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
        var process = ProcessIdentity.TryRead(child.Pid) ?? default;
        return state.WithoutClock() with { ClockPid = process.Pid, ClockStartTime = process.StartTime };
    }

    /// <summary>Starts it where one is due and none is there.</summary>
    /// <param name="lease">The container, which runs.</param>
    /// <param name="state">What is known of its health.</param>
    /// <param name="now">Now.</param>
    /// <returns>The same, with the clock in it.</returns>
    public HealthState Ensure(ContainerLease lease, HealthState state, DateTimeOffset now)
    {
        if (state.HasClock || JudgeHealth.NextDelay(lease.Config.Spec, lease.State, state, now) is not { } delay) return state;
        return Start(state, lease.Id, new ProcessIdentity(lease.State.ConmonPid, lease.State.ConmonStartTime), delay, delay);
    }

    /// <summary>Ends it, if it is there.</summary>
    public void End(HealthState? state)
    {
        if (state is { ClockPid: > 0 }) state.Clock.TrySendSignal(Signal.Kill);
        EndTimer(state?.Timer);
    }

    /// <summary>Ends a timer, which unlike a process does not see the container's end by itself.</summary>
    /// <param name="timer">Its name; null is none.</param>
    public void EndTimer(string? timer)
    {
        if (timer is not null) _timer.Stop(timer);
    }

    /// <summary>Whether a container that runs has lost its clock: somebody killed it, or the start that was to make it.</summary>
    public static bool IsMissing(ContainerState state) =>
        state is { Status: ContainerStatus.Running, Health.ClockPid: > 0 } && !state.Health.Clock.IsAlive
        && new ProcessIdentity(state.ConmonPid, state.ConmonStartTime).IsAlive;

    private static string Milliseconds(TimeSpan time) => ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
}
