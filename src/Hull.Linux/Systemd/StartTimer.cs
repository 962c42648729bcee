using Hull.Core;

namespace Hull.Linux.Systemd;

/// <summary>Starts and stops timers that exist for as long as they run.</summary>
public static class StartTimer
{
    // A check that is asked for each second is not to be put together with others each minute, which is systemd's own accuracy.
    private static readonly TimeSpan Accuracy = TimeSpan.FromMilliseconds(100);

    /// <summary>Starts one.</summary>
    /// <param name="manager">Whose unit it becomes.</param>
    /// <param name="timer">The timer.</param>
    /// <exception cref="EngineException">Conflict: there is one of this name. Unsupported: what systemd says.</exception>
    public static void Run(SystemdManager manager, TransientTimer timer)
    {
        ArgumentNullException.ThrowIfNull(manager);
        ArgumentNullException.ThrowIfNull(timer);
        manager.Call("StartTransientUnit", $"starting {timer.Name}.timer", message =>
        {
            message.Text(timer.Name + ".timer");
            message.Text("fail");
            message.Structures("sv", properties =>
            {
                properties.Property("Description", timer.Description);
                properties.Property("OnActiveSec", Microseconds(timer.First));
                properties.Property("OnUnitInactiveSec", Microseconds(timer.Interval));
                properties.Property("AccuracyUSec", Microseconds(Accuracy));
                properties.Property("RemainAfterElapse", false);
                properties.Property("CollectMode", "inactive-or-failed");
            });
            message.Structures("sa(sv)", units => units.Unit(timer.Name + ".service", properties =>
            {
                properties.Property("Description", timer.Description);
                properties.Property("CollectMode", "inactive-or-failed");
                // However short the interval is, it is not a service that fails to start.
                properties.Property("StartLimitIntervalUSec", 0UL);
                // What a check starts, such as a container once more, outlives the check.
                properties.Property("KillMode", "process");
                properties.Property("Environment", timer.Environment);
                properties.Command("ExecStart", timer.Command);
            }));
        });
    }

    /// <summary>Stops one; a run of its service that is going on comes to its end.</summary>
    /// <param name="manager">Whose unit it is.</param>
    /// <param name="name">The timer's name.</param>
    /// <exception cref="EngineException">Unsupported: what systemd says, such as that there is none.</exception>
    public static void Stop(SystemdManager manager, string name)
    {
        ArgumentNullException.ThrowIfNull(manager);
        manager.Call("StopUnit", $"stopping {name}.timer", message =>
        {
            message.Text(name + ".timer");
            message.Text("replace");
        });
    }

    // Zero would be no time at all.
    private static ulong Microseconds(TimeSpan time) => Math.Max(1, (ulong)(Math.Max(0, time.Ticks) / TimeSpan.TicksPerMicrosecond));
}
