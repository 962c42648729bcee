using Hull.Engine.Containers;
using Hull.Engine.Health;
using Hull.Oci;
using Hull.Oci.Runtime;

namespace Hull.Engine.Tests.Containers;

/// <summary>How health checks are decided, and what an update makes of what was decided.</summary>
public sealed class ResolveContainerHealthTests
{
    private const long Second = 1_000_000_000;

    private static readonly ContainerDefaults WithCheck = new()
    {
        Cmd = ["sh"],
        Healthcheck = new ImageHealthcheck { Test = ["CMD-SHELL", "true"], Interval = 5 * Second, StartPeriod = 7 * Second },
    };

    [Fact]
    public void The_image_brings_the_check_and_podmans_defaults_fill_it()
    {
        var check = SampleRequest.Decide(new ContainerSpec(), WithCheck).Spec.HealthConfig!;
        Assert.Equal(["CMD-SHELL", "true"], check.Test);
        Assert.Equal((5 * Second, 30 * Second, 7 * Second, 3), (check.Interval, check.Timeout, check.StartPeriod, check.Retries));
        Assert.Equal(["sh", "-c", "true"], check.Command);
    }

    [Fact]
    public void What_is_asked_goes_before_the_images()
    {
        var check = SampleRequest.Decide(new ContainerSpec { HealthConfig = new HealthCheck { Interval = Second, Retries = 1 } }, WithCheck).Spec.HealthConfig!;
        Assert.Equal(["CMD-SHELL", "true"], check.Test);
        Assert.Equal((Second, 7 * Second, 1), (check.Interval, check.StartPeriod, check.Retries));
    }

    [Fact]
    public void None_switches_the_images_check_off()
    {
        var spec = SampleRequest.Decide(new ContainerSpec { HealthConfig = new HealthCheck { Test = ["NONE"] } }, WithCheck).Spec;
        Assert.Equal(["NONE"], spec.HealthConfig!.Test);
        Assert.False(spec.HealthConfig.IsOn);
    }

    [Fact]
    public void Options_without_a_command_are_warned_of()
    {
        var config = SampleRequest.Decide(new ContainerSpec { HealthConfig = new HealthCheck { Interval = Second } });
        Assert.Null(config.Spec.HealthConfig);
        Assert.Contains(config.Warnings, warning => warning.Contains("--health-cmd", StringComparison.Ordinal));
    }

    [Fact]
    public void An_update_of_limits_leaves_the_others_and_takes_the_swap_along()
    {
        var config = SampleRequest.Decide(new ContainerSpec
        {
            ResourceLimits = new LinuxResources { Memory = new LinuxMemory { Limit = 64 << 20 }, Pids = new LinuxPids { Limit = 50 } },
        });
        var limits = config.Spec.ResourceLimits!;
        var after = Revise(config, spec => spec with { ResourceLimits = limits with { Memory = limits.Memory! with { Limit = 128 << 20 } } });
        Assert.Equal((128 << 20, 256 << 20, 50), (after.Spec.ResourceLimits!.Memory!.Limit, after.Spec.ResourceLimits.Memory.Swap, after.Spec.ResourceLimits.Pids!.Limit));
        Assert.Equal(limits.Devices, after.Spec.ResourceLimits.Devices);
    }

    [Fact]
    public void An_update_changes_variables_for_the_next_start()
    {
        var config = SampleRequest.Decide(new ContainerSpec { Env = new Dictionary<string, string> { ["A"] = "1", ["B"] = "2" } });
        var after = Revise(config, spec => spec with { Env = new Dictionary<string, string> { ["A"] = "9", ["B"] = "2", ["C"] = "3" }, UnsetEnv = ["B"] });
        Assert.Contains("A=9", after.Env);
        Assert.Contains("C=3", after.Env);
        Assert.DoesNotContain(after.Env, line => line.StartsWith("B=", StringComparison.Ordinal));
        Assert.DoesNotContain("A=1", after.Env);
    }

    [Fact]
    public void An_update_changes_one_ulimit_and_keeps_the_others()
    {
        var config = SampleRequest.Decide(new ContainerSpec { Rlimits = [new PosixRlimit { Type = "core", Soft = 1, Hard = 2 }] });
        var after = Revise(config, spec => spec with { Rlimits = [new PosixRlimit { Type = "nofile", Soft = 100, Hard = 200 }] });
        Assert.Contains(after.Spec.Rlimits!, limit => limit is { Type: "RLIMIT_NOFILE", Soft: 100, Hard: 200 });
        Assert.Contains(after.Spec.Rlimits!, limit => limit is { Type: "RLIMIT_CORE", Soft: 1, Hard: 2 });
        Assert.Equal(config.Spec.Rlimits!.Count, after.Spec.Rlimits!.Count);
    }

    [Fact]
    public void An_update_of_health_wants_a_command()
    {
        var config = SampleRequest.Decide(new ContainerSpec());
        var error = Assert.Throws<Core.EngineException>(() => Revise(config, spec => spec with { HealthConfig = new HealthCheck { Interval = Second } }));
        Assert.Equal("healthcheck command is not set", error.Message);
        Assert.Equal(Second, Revise(config, spec => spec with { HealthConfig = new HealthCheck { Test = ["CMD", "x"], Interval = Second } }).Spec.HealthConfig!.Interval);
    }

    private static ContainerConfig Revise(ContainerConfig config, Func<ContainerSpec, ContainerSpec> change) =>
        ResolveContainer.Revise(SampleRequest.Of(change(config.Spec), new ContainerDefaults()), config);
}
