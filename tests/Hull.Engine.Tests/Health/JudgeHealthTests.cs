using Hull.Engine.Containers;
using Hull.Engine.Health;

namespace Hull.Engine.Tests.Health;

/// <summary>What results of checks make of a container's health, and when the next is due.</summary>
public sealed class JudgeHealthTests
{
    private const long Second = 1_000_000_000;
    private static readonly DateTimeOffset Then = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly HealthCheck Check = new() { Test = ["CMD", "true"], Retries = 3, Interval = 30 * Second, StartPeriod = 10 * Second };

    [Theory]
    [InlineData("", HealthStatus.Starting, 0)]
    [InlineData("+", HealthStatus.Healthy, 0)]
    [InlineData("-", HealthStatus.Starting, 1)]
    [InlineData("--", HealthStatus.Starting, 2)]
    [InlineData("---", HealthStatus.Unhealthy, 3)]
    [InlineData("+--", HealthStatus.Healthy, 2)]
    [InlineData("+---", HealthStatus.Unhealthy, 3)]
    [InlineData("+----", HealthStatus.Unhealthy, 4)]
    [InlineData("---+", HealthStatus.Healthy, 0)]
    [InlineData("--+--", HealthStatus.Healthy, 2)]
    public void Failures_in_a_row_make_unhealthy_and_one_success_makes_healthy(string results, HealthStatus status, int streak)
    {
        var state = results.Aggregate(new HealthState(), (before, result) => JudgeHealth.After(Check, before, result == '+', inStartPeriod: false));
        Assert.Equal((status, streak), (state.Status, state.FailingStreak));
    }

    [Fact]
    public void A_failure_in_the_start_period_counts_for_nothing_and_a_success_does()
    {
        var state = JudgeHealth.After(Check, new HealthState(), passed: false, inStartPeriod: true);
        Assert.Equal(new HealthState(), state);
        Assert.Equal(HealthStatus.Healthy, JudgeHealth.After(Check, state, passed: true, inStartPeriod: true).Status);
    }

    [Theory]
    [InlineData(0, "+", true)]
    [InlineData(1, "+", true)]
    [InlineData(2, "+", false)]
    [InlineData(2, "++", true)]
    [InlineData(2, "+-+", false)]
    [InlineData(2, "+-++", true)]
    public void The_checks_of_the_start_end_after_so_many_successes_in_a_row(int successes, string results, bool passed)
    {
        var check = new HealthCheck { Successes = successes };
        var state = results.Aggregate(new HealthState(), (before, result) => JudgeHealth.AfterStartup(check, before, result == '+'));
        Assert.Equal(passed, state.StartupPassed);
        Assert.Equal(HealthStatus.Starting, state.Status);
    }

    [Theory]
    [InlineData(0, "-----", false)]
    [InlineData(3, "--", false)]
    [InlineData(3, "---", true)]
    [InlineData(3, "--+--", false)]
    public void Too_many_failures_of_the_checks_of_the_start_ask_for_another(int retries, string results, bool again)
    {
        var check = new HealthCheck { Retries = retries, Successes = 9 };
        var state = results.Aggregate(new HealthState(), (before, result) => JudgeHealth.AfterStartup(check, before, result == '+'));
        Assert.Equal(again, JudgeHealth.MustStartAgain(check, state));
    }

    [Fact]
    public void The_next_check_is_due_after_the_interval_of_what_is_checked()
    {
        var spec = new ContainerSpec { HealthConfig = Check with { StartInterval = 2 * Second }, StartupHealthConfig = new HealthCheck { Test = ["CMD", "x"], Interval = 5 * Second } };
        var container = new ContainerState { Started = Then };
        TimeSpan? Next(HealthState state, int seconds) => JudgeHealth.NextDelay(spec, container, state, Then.AddSeconds(seconds));

        Assert.Equal(TimeSpan.FromSeconds(5), Next(new HealthState(), 1));
        Assert.Equal(TimeSpan.FromSeconds(2), Next(new HealthState { StartupPassed = true }, 1));
        Assert.Equal(TimeSpan.FromSeconds(30), Next(new HealthState { StartupPassed = true, Status = HealthStatus.Healthy }, 1));
        Assert.Equal(TimeSpan.FromSeconds(30), Next(new HealthState { StartupPassed = true }, 11));
    }

    [Theory]
    [InlineData("NONE", 30)]
    [InlineData("CMD", 0)]
    public void Nothing_is_due_where_checks_are_off_or_run_by_hand(string word, long seconds)
    {
        var spec = new ContainerSpec { HealthConfig = new HealthCheck { Test = [word, "true"], Interval = seconds * Second } };
        Assert.Null(JudgeHealth.NextDelay(spec, new ContainerState { Started = Then }, new HealthState(), Then));
    }
}
