using System.Text.Json;
using Hull.Core;
using Hull.Engine.Containers;
using Hull.Engine.Systemwide;
using Hull.Engine.Tests.Golden;
using Hull.Linux.Processes;

namespace Hull.Engine.Tests.Systemwide;

public sealed class SystemVerbsTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Info_has_each_key_of_podmans_with_the_same_type_but_for_the_listed_differences()
    {
        RequirePrograms();
        using var engine = _store.Open();
        var info = JsonSerializer.SerializeToElement(engine.System.Info(), EngineInfo.JsonType);
        Assert.Equal(
            string.Join('\n', Differences.Listed("info").Order(StringComparer.Ordinal)),
            string.Join('\n', Differences.Of(GoldenJson.Read("info.json"), info).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Info_tells_what_is_there()
    {
        RequirePrograms();
        _store.Make(("a", ContainerStatus.Configured), ("b", ContainerStatus.Exited));
        using var engine = _store.Open();
        var info = engine.System.Info();
        Assert.Equal(new InfoContainerStore { Number = 2, Stopped = 2 }, info.Store.ContainerStore);
        Assert.Equal((_store.Root, _store.RunRoot, 0), (info.Store.GraphRoot, info.Store.RunRoot, info.Store.ImageStore.Number));
        Assert.Equal(File.ReadAllText("/proc/sys/kernel/osrelease").Trim(), info.Host.Kernel);
        Assert.Equal("cgroupfs", info.Host.CgroupManager);
        Assert.NotEmpty(info.Host.CgroupControllers);
        Assert.Contains("version", info.Host.Conmon!.Version);
        Assert.Contains(info.Host.OciRuntime!.Name, info.Host.OciRuntime.Version);
        Assert.InRange(info.Host.MemoryFree, 1, info.Host.MemoryTotal);
        Assert.InRange(info.Store.GraphRootUsed, 1UL, info.Store.GraphRootAllocated);
    }

    [Fact]
    public void Info_goes_on_without_what_cannot_be_found()
    {
        using var engine = ContainerEngine.Open(_store.Settings with { Conmon = "/nowhere/conmon", Runtime = "/nowhere/runtime" });
        var info = engine.System.Info();
        Assert.Null(info.Host.Conmon);
        Assert.Null(info.Host.OciRuntime);
    }

    [Fact]
    public void Version_has_podmans_keys_and_types() => Assert.Equal(
        Differences.Listed("version"),
        Differences.Of(GoldenJson.Read("version.json"), JsonSerializer.SerializeToElement(SystemVerbs.Version(), VersionReport.JsonType)));

    [Fact]
    public void Version_tells_hulls_own()
    {
        var client = SystemVerbs.Version().Client;
        Assert.Equal((EngineVersion.Text, "linux"), (client.Version, client.Os));
        Assert.StartsWith(".NET", client.GoVersion);
    }

    [Theory]
    [InlineData("2026-01-02T03:04:05Z", "Fri Jan  2 03:04:05 2026")]
    [InlineData("2026-11-23T13:04:05Z", "Mon Nov 23 13:04:05 2026")]
    public void Tells_the_time_of_the_build_as_asctime_does(string time, string expected) =>
        Assert.Equal(expected, DescribeVersion.Asctime(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData(59.9, "0h 0m 59.00s")]
    [InlineData(3600 + 62, "1h 1m 2.00s (Approximately 0.04 days)")]
    [InlineData((108 * 3600) + 7, "108h 0m 7.00s (Approximately 4.50 days)")]
    public void Tells_the_uptime_in_podmans_words(double seconds, string expected) =>
        Assert.Equal(expected, GatherHost.UptimeText(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData("cpu  50 9 25 25 3 0 0 0 0 0\ncpu0 1 1 1 1", 50, 25, 25)]
    [InlineData("cpu  1 0 1 1", 33.33, 33.33, 33.33)]
    [InlineData("cpu  0 0 0 0", 0, 0, 0)]
    [InlineData("", 0, 0, 0)]
    public void Tells_what_the_processors_did(string stat, double user, double system, double idle) => Assert.Equal(
        new InfoCpuUsage { UserPercent = user, SystemPercent = system, IdlePercent = idle }, GatherHost.ParseCpuUsage(stat));

    [Fact]
    public void Migrate_gives_all_containers_another_runtime()
    {
        RequirePrograms();
        _store.Make(("a", ContainerStatus.Configured), ("b", ContainerStatus.Exited));
        using var engine = _store.Open();
        engine.System.Migrate("runc");
        Assert.Equal(["runc", "runc"], engine.Containers.List().Select(record => record.Config.Spec.OciRuntime));
        Assert.All(engine.Containers.List(), record => Assert.EndsWith("/runc", record.Config.Runtime));
    }

    [Fact]
    public void Migrate_refuses_a_runtime_that_is_not_there()
    {
        _store.Make(("a", ContainerStatus.Configured));
        using var engine = _store.Open();
        var error = Assert.Throws<EngineException>(() => engine.System.Migrate("norun"));
        Assert.Equal((ErrorKind.InvalidArgument, "change to runtime \"norun\" requested but no such runtime is defined: invalid argument"), (error.Kind, error.Message));
        Assert.Equal("runc", engine.Containers.Get("a").Config.Runtime);
    }

    private static void RequirePrograms()
    {
        foreach (var program in new[] { "conmon", "runc" })
        {
            if (ExecutableSearch.Find(program) is null) Assert.Skip($"{program} is not installed");
        }
    }
}
