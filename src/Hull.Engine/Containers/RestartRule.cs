namespace Hull.Engine.Containers;

/// <summary>Whether a container that has ended is to be started again, by its policy and what a person did. Pure.</summary>
internal static class RestartRule
{
    private static readonly TimeSpan LongRun = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private const uint AtOnce = 10;

    /// <summary>Whether it is started again now that it has ended.</summary>
    /// <param name="spec">What was decided.</param>
    /// <param name="ended">Its state after the end, the exit code in it.</param>
    public static bool Applies(ContainerSpec spec, ContainerState ended)
    {
        if (ended.StoppedByUser || ended.IsRestarting) return false;
        return spec.RestartPolicy switch
        {
            "always" or "unless-stopped" => true,
            "on-failure" => ended.ExitCode != 0 && (spec.RestartTries is null or 0 || ended.RestartCount < spec.RestartTries),
            _ => false,
        };
    }

    /// <summary>
    /// Whether it is to run after a boot (podman-run(1), --restart): always, unless a person has stopped it since that boot; unless-stopped, unless a
    /// person stopped it at all; on-failure also where the shutdown ended it. One that never ran has no intent recorded.
    /// </summary>
    /// <param name="spec">What was decided.</param>
    /// <param name="state">Its state.</param>
    /// <param name="boot">When the machine was booted.</param>
    public static bool ShouldRun(ContainerSpec spec, ContainerState state, DateTimeOffset boot) => state.Started is not null && spec.RestartPolicy switch
    {
        "always" => !state.StoppedByUser || state.Finished < boot,
        "unless-stopped" => !state.StoppedByUser,
        "on-failure" => Applies(spec, state),
        _ => false,
    };

    /// <summary>What podman-ps(1) calls should-start-on-boot: always, and unless-stopped where no person stopped it.</summary>
    /// <param name="spec">What was decided.</param>
    /// <param name="state">Its state.</param>
    public static bool StartsOnBoot(ContainerSpec spec, ContainerState state) =>
        spec.RestartPolicy == "always" || (spec.RestartPolicy == "unless-stopped" && !state.StoppedByUser);

    /// <summary>
    /// How long to wait before a start: not at all, as Podman, for one that ran a while or has not yet ended often; then longer and longer, so that a
    /// container that cannot run does not take a whole CPU.
    /// </summary>
    /// <param name="ended">Its state after the end.</param>
    public static TimeSpan Pause(ContainerState ended)
    {
        if (ended.ShortRuns < AtOnce) return TimeSpan.Zero;
        var pause = FirstPause * Math.Pow(2, Math.Min(ended.ShortRuns - AtOnce, 20));
        return pause < LongestPause ? pause : LongestPause;
    }

    /// <summary>How many runs in a row, this one included, were short.</summary>
    /// <param name="ended">Its state after the end.</param>
    public static uint ShortRuns(ContainerState ended) => ended.Finished - ended.Started < LongRun ? ended.ShortRuns + 1 : 0;
}
