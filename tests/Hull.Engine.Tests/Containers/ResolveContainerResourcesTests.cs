using Hull.Engine.Containers;
using Hull.Engine.Runtime;
using Hull.Oci.Runtime;

namespace Hull.Engine.Tests.Containers;

public sealed class ResolveContainerResourcesTests
{
    [Fact]
    public void Limits_that_nobody_set_are_as_high_as_the_engine_may_go()
    {
        Assert.Equal("NOFILE=1024:20000 NPROC=96365:96365", Limits(SampleRequest.Decide(new ContainerSpec())));
        var request = SampleRequest.Of();
        request = request with { Host = request.Host with { MayRaiseLimits = true } };
        Assert.Equal("NOFILE=1048576:1048576 NPROC=1048576:1048576", Limits(ResolveContainer.Decide(request)));
    }

    [Fact]
    public void The_callers_limits_replace_the_settings()
    {
        var request = SampleRequest.Of(new ContainerSpec { Rlimits = [new PosixRlimit { Type = "RLIMIT_NOFILE", Soft = 10, Hard = 20 }] })
            .With(containers => containers with { DefaultUlimits = ["nofile=1:2", "nproc=5", "core=-1"] });
        var config = ResolveContainer.Decide(request);
        Assert.Equal("NOFILE=10:20 NPROC=5:5 CORE=18446744073709551615:18446744073709551615", Limits(config));
        Assert.Empty(config.Warnings);
    }

    [Fact]
    public void A_hard_limit_above_the_engines_own_is_lowered_with_a_warning()
    {
        var config = SampleRequest.Decide(new ContainerSpec { Rlimits = [new PosixRlimit { Type = "nofile", Soft = 30000, Hard = ulong.MaxValue }] });
        Assert.Equal("NOFILE=20000:20000 NPROC=96365:96365", Limits(config));
        Assert.Equal("ulimit nofile: unlimited lowered to 20000, the most that this host lets the engine give", Assert.Single(config.Warnings));
    }

    [Theory]
    [InlineData(100, 100)]
    [InlineData(0, -1)]
    [InlineData(-5, -1)]
    public void A_pids_limit_of_nothing_is_none(long asked, long limit) =>
        Assert.Equal(limit, Decide(new LinuxResources { Pids = new LinuxPids { Limit = asked } }).Spec.ResourceLimits!.Pids!.Limit);

    [Fact]
    public void There_is_no_default_pids_limit_where_it_could_not_be_set()
    {
        var request = SampleRequest.Of();
        Assert.Null(ResolveContainer.Decide(request with { Host = request.Host with { HasCgroups = false } }).Spec.ResourceLimits!.Pids);
        Assert.NotNull(ResolveContainer.Decide(request with { Host = request.Host with { Rootless = true } }).Spec.ResourceLimits!.Pids);
        Assert.Null(ResolveContainer.Decide(request.With(c => c with { PidsLimit = 0 })).Spec.ResourceLimits!.Pids);
        request = request with { Spec = new ContainerSpec { CgroupsMode = "disabled" }, Runtime = new OciRuntimeChoice("crun", "/usr/bin/crun", []) };
        Assert.Null(ResolveContainer.Decide(request).Spec.ResourceLimits!.Pids);
    }

    [Theory]
    [InlineData(false, "Resource limits are not supported and ignored on cgroups V1 rootless systems")]
    [InlineData(true, "Resource limits are ignored: no systemd makes a cgroup for this user")]
    public void Where_there_is_no_cgroup_limits_are_dropped_with_a_warning(bool version2, string warning)
    {
        var request = SampleRequest.Of() with { Spec = new ContainerSpec { ResourceLimits = new LinuxResources { Memory = new LinuxMemory { Limit = 1 << 26 } } } };
        var config = ResolveContainer.Decide(request with { Host = request.Host with { HasCgroups = false, CgroupV2 = version2 } });
        Assert.Equal((null, false, warning), (config.Spec.ResourceLimits!.Memory, config.HasCgroup, Assert.Single(config.Warnings)));
        Assert.Null(ContainerCgroup.PathOf(config));
    }

    [Theory]
    [InlineData(100L, null, 200L)]
    [InlineData(100L, 150L, 150L)]
    [InlineData(100L, -1L, -1L)]
    [InlineData(-1L, null, null)]
    [InlineData(long.MaxValue, null, -1L)]
    public void Swap_is_as_much_as_memory_unless_said(long limit, long? asked, long? swap) => Assert.Equal(
        swap, Decide(new LinuxResources { Memory = new LinuxMemory { Limit = limit, Swap = asked } }).Spec.ResourceLimits!.Memory!.Swap);

    [Fact]
    public void A_kernel_without_swap_limits_limits_memory_alone()
    {
        var request = SampleRequest.Of(new ContainerSpec { ResourceLimits = new LinuxResources { Memory = new LinuxMemory { Limit = 100 } } });
        request = request with { Host = request.Host with { SwapLimit = false } };
        var config = ResolveContainer.Decide(request);
        Assert.Null(config.Spec.ResourceLimits!.Memory!.Swap);
        Assert.Empty(config.Warnings);
        config = ResolveContainer.Decide(request with { Spec = new ContainerSpec { ResourceLimits = new LinuxResources { Memory = new LinuxMemory { Limit = 100, Swap = 200 } } } });
        Assert.StartsWith("Your kernel does not support swap limit", Assert.Single(config.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Real_time_limits_are_left_out_on_cgroup_v2()
    {
        var request = SampleRequest.Of(new ContainerSpec { ResourceLimits = new LinuxResources { Cpu = new LinuxCpu { RealtimePeriod = 1, Shares = 5 } } });
        request = request with { Host = request.Host with { CgroupV2 = true } };
        var config = ResolveContainer.Decide(request);
        Assert.Equal((null, 5ul), (config.Spec.ResourceLimits!.Cpu!.RealtimePeriod, config.Spec.ResourceLimits.Cpu.Shares));
        Assert.Single(config.Warnings);
    }

    [Fact]
    public void Unified_values_of_the_settings_give_way_to_the_callers()
    {
        var request = SampleRequest.Of(new ContainerSpec { ResourceLimits = new LinuxResources { Unified = new Dictionary<string, string> { ["a"] = "2" } } })
            .With(containers => containers with { CgroupConf = ["a=1", "b=3=4"] });
        request = request with { Host = request.Host with { CgroupV2 = true } };
        var unified = ResolveContainer.Decide(request).Spec.ResourceLimits!.Unified!;
        Assert.Equal(("2", "3=4"), (unified["a"], unified["b"]));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(300, 300)]
    [InlineData(-500, 100)]
    public void The_OOM_score_goes_no_lower_than_the_engines(int? asked, int? score)
    {
        var request = SampleRequest.Of(new ContainerSpec { OomScoreAdj = asked });
        request = request with { Host = request.Host with { OomScoreAdj = 100 } };
        var config = ResolveContainer.Decide(request);
        Assert.Equal(score, config.Spec.OomScoreAdj);
        Assert.Equal(asked == score ? 0 : 1, config.Warnings.Count);
    }

    [Theory]
    [InlineData(null, "", "k8s-file", "/r/containers/ID/ctr.log", -1L)]
    [InlineData("json-file", "", "json-file", "/r/containers/ID/ctr.log", -1L)]
    [InlineData("none", "", "none", "", -1L)]
    [InlineData(null, "none", "none", "", -1L)]
    public void The_log_goes_where_it_was_told(string? asked, string configured, string driver, string path, long size)
    {
        var request = SampleRequest.Of(new ContainerSpec { LogConfiguration = new LogConfiguration { Driver = asked } }).With(c => c with { LogDriver = configured });
        var config = ResolveContainer.Decide(request);
        Assert.Equal((driver, path.Replace("ID", SampleRequest.Id, StringComparison.Ordinal), size), (config.LogDriver, config.LogPath, config.Spec.LogConfiguration!.Size));
    }

    [Fact]
    public void The_log_has_the_settings_size_tag_and_directory()
    {
        var request = SampleRequest.Of().With(c => c with { LogSizeMax = 9000, LogTag = "t", LogPath = "/logs/" });
        var log = ResolveContainer.Decide(request).Spec.LogConfiguration!;
        Assert.Equal((9000L, "t", $"/logs/{SampleRequest.Id}.log"), (log.Size, log.Options!["tag"], log.Path));
        request = request with
        {
            Spec = new ContainerSpec { LogConfiguration = new LogConfiguration { Size = 5, Path = "/x", Options = new Dictionary<string, string> { ["tag"] = "own", ["max-file"] = "1" } } },
        };
        log = ResolveContainer.Decide(request).Spec.LogConfiguration!;
        Assert.Equal((5L, "own", "/x"), (log.Size, log.Options!["tag"], log.Path));
    }

    private static ContainerConfig Decide(LinuxResources limits) => SampleRequest.Decide(new ContainerSpec { ResourceLimits = limits });

    private static string Limits(ContainerConfig config) =>
        string.Join(' ', config.Spec.Rlimits!.Select(limit => $"{limit.Type["RLIMIT_".Length..]}={limit.Soft}:{limit.Hard}"));
}
