using Hull.Engine.Containers;

namespace Hull.Engine.Tests.Containers;

/// <summary>Which ends a restart policy answers with a start, and what runs after a boot.</summary>
public sealed class RestartRuleTests
{
    private static readonly DateTimeOffset Then = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData("no", null, 1, 0, false, false)]
    [InlineData(null, null, 1, 0, false, false)]
    [InlineData("always", null, 0, 0, false, true)]
    [InlineData("always", null, 1, 99, false, true)]
    [InlineData("always", null, 0, 0, true, false)]
    [InlineData("unless-stopped", null, 0, 0, false, true)]
    [InlineData("unless-stopped", null, 0, 0, true, false)]
    [InlineData("on-failure", null, 0, 0, false, false)]
    [InlineData("on-failure", null, 1, 99, false, true)]
    [InlineData("on-failure", null, -1, 0, false, true)]
    [InlineData("on-failure", 0u, 1, 99, false, true)]
    [InlineData("on-failure", 2u, 1, 1, false, true)]
    [InlineData("on-failure", 2u, 1, 2, false, false)]
    [InlineData("on-failure", 2u, 1, 0, true, false)]
    public void An_end_is_answered_by_policy_code_count_and_what_a_person_did(string? policy, uint? tries, int code, int count, bool stopped, bool again)
    {
        var state = new ContainerState { Status = ContainerStatus.Exited, ExitCode = code, RestartCount = (uint)count, StoppedByUser = stopped };
        Assert.Equal(again, RestartRule.Applies(new ContainerSpec { RestartPolicy = policy, RestartTries = tries }, state));
    }

    [Fact]
    public void The_stop_of_a_restart_is_not_answered_twice() => Assert.False(
        RestartRule.Applies(new ContainerSpec { RestartPolicy = "always" }, new ContainerState { IsRestarting = true }));

    [Theory]
    [InlineData("no", false, true, 0, false)]
    [InlineData("always", false, true, 0, true)]
    [InlineData("always", true, true, 0, true)]
    [InlineData("always", false, false, 0, false)]
    [InlineData("unless-stopped", false, true, 0, true)]
    [InlineData("unless-stopped", true, true, 0, false)]
    [InlineData("on-failure", false, true, 0, false)]
    [InlineData("on-failure", false, true, -1, true)]
    [InlineData("on-failure", true, true, -1, false)]
    public void After_a_boot_runs_what_was_meant_to(string policy, bool stopped, bool ran, int code, bool runs)
    {
        var state = new ContainerState { Status = ContainerStatus.Exited, ExitCode = code, StoppedByUser = stopped, Started = ran ? Then : null, Finished = Then.AddHours(1) };
        Assert.Equal(runs, RestartRule.ShouldRun(new ContainerSpec { RestartPolicy = policy }, state, boot: Then.AddHours(2)));
    }

    [Fact]
    public void What_a_person_stopped_since_the_boot_stays_stopped()
    {
        var state = new ContainerState { Status = ContainerStatus.Exited, StoppedByUser = true, Started = Then, Finished = Then.AddHours(1) };
        Assert.False(RestartRule.ShouldRun(new ContainerSpec { RestartPolicy = "always" }, state, boot: Then));
    }

    [Theory]
    [InlineData(0u, 0)]
    [InlineData(9u, 0)]
    [InlineData(10u, 100)]
    [InlineData(11u, 200)]
    [InlineData(13u, 800)]
    [InlineData(30u, 60_000)]
    [InlineData(uint.MaxValue, 60_000)]
    public void What_ends_again_and_again_waits_longer_and_longer(uint shortRuns, int milliseconds) =>
        Assert.Equal(milliseconds, RestartRule.Pause(new ContainerState { ShortRuns = shortRuns }).TotalMilliseconds);

    [Theory]
    [InlineData(1, 5u, 6u)]
    [InlineData(11, 5u, 0u)]
    public void A_run_that_lasted_ends_the_row(int seconds, uint before, uint after) =>
        Assert.Equal(after, RestartRule.ShortRuns(new ContainerState { Started = Then, Finished = Then.AddSeconds(seconds), ShortRuns = before }));
}
