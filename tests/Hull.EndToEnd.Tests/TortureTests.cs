using System.Diagnostics;
using System.Globalization;
using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>
/// kill -9 of the engine at moments drawn uniformly over the command's measured length (HULL_TORTURE_KILLS times a command, 3 unless
/// told, 40 in `make torture`; HULL_TORTURE_SEED repeats a run). After each the next command must work, what was recorded before must
/// be whole, and once everything the killed command made is removed, all must be as it was before.
/// </summary>
public sealed class TortureTests(EngineBed bed, ITestOutputHelper output) : EngineTest(bed)
{
    private const string Layers = "localhost/test/layers:latest";
    private const string Pulled = "localhost:5000/test/layers:1";

    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("HULL_TORTURE_KILLS") ?? "3", CultureInfo.InvariantCulture);
    private static readonly int Seed = Environment.GetEnvironmentVariable("HULL_TORTURE_SEED") is { } seed
        ? int.Parse(seed, CultureInfo.InvariantCulture)
        : Random.Shared.Next();

    [Theory]
    [Runtimes("load")]
    [Runtimes("create")]
    [Runtimes("start")]
    [Runtimes("run")]
    [Runtimes("publish")]
    [Runtimes("exec")]
    [Runtimes("rm")]
    [Runtimes("pull")]
    [Runtimes("push")]
    public void A_killed_command_loses_nothing_and_leaves_nothing(string runtime, string command)
    {
        NotInPodman("leaves layers, mounts and cgroups behind, and has no sweep to compare with");
        var engine = Open(runtime);
        engine.Ok("run", "--name", "witness", "--network", "none", Image, "sh", "-c", "echo kept >/kept; echo said");
        Eventually.Holds("the witness is put away", () => !Inventory.ProcessesIn(Bed).Any());
        using var registry = command is "pull" or "push" ? RealRegistry.Plain(Bed, Temp) : null;
        registry?.Fill("docker-archive:" + Repository.Image("layers"), "test/layers:1");
        var before = Inventory.Take(engine);
        var length = Measure(engine, command);
        var random = new Random(Seed);
        output.WriteLine($"seed {Seed}, {command} with {runtime} takes {length.TotalMilliseconds:F0} ms, {Kills} kills");
        for (var kill = 0; kill < Kills; kill++)
        {
            var moment = length * random.NextDouble();
            Prepare(engine, command);
            KillAfter(engine, command, moment);
            var told = $"seed {Seed}, kill {kill} of {command} after {moment.TotalMilliseconds:F1} ms";
            Assert.True(engine.Run("ps", "-a") is { Code: 0 }, told + ": ps fails");
            Assert.Equal("said", engine.Ok("logs", "witness"));
            CheckImages(engine, told);
            // What was received before is used, and gone then; what was sent is no hindrance.
            if (registry is not null) Assert.True(engine.Run(Words(command)) is { Code: 0 }, $"{told}: {command} fails from then on");
            CleanUp(engine);
            try
            {
                Inventory.MustBecome(before, engine);
            }
            catch (Exception e)
            {
                Assert.Fail($"{told}: {e.Message}");
            }
        }
        Assert.Equal("said", engine.Ok("start", "-a", "witness"));
    }

    // The median of three; what is killed is the same command.
    private static TimeSpan Measure(TestedEngine engine, string command)
    {
        var times = new List<TimeSpan>();
        for (var i = 0; i < 3; i++)
        {
            Prepare(engine, command);
            var clock = Stopwatch.StartNew();
            using var running = engine.Start(Words(command));
            running.Finish();
            times.Add(clock.Elapsed);
            CleanUp(engine);
        }
        return times.Order().ElementAt(1);
    }

    private static void KillAfter(TestedEngine engine, string command, TimeSpan moment)
    {
        using var running = engine.Start(Words(command));
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < moment && !running.HasExited) Thread.SpinWait(200);
        running.KillIfThere();
        running.FinishProcess();
    }

    private static string[] Words(string command) => command switch
    {
        "load" => ["load", "-q", "-i", Repository.Image("layers")],
        "create" => ["create", "--name", "victim", "--network", "none", Image, "sleep", "1000"],
        "start" => ["start", "victim"],
        "run" => ["run", "-d", "--name", "victim", "--network", "none", Image, "sleep", "1000"],
        "publish" => ["run", "-d", "--name", "victim", "-p", "18080:80", Image, "sleep", "1000"],
        "pull" => ["pull", "-q", "--tls-verify=false", Pulled],
        "push" => ["push", "-q", "--tls-verify=false", Layers, "localhost:5000/test/pushed:1"],
        "exec" => ["exec", "victim", "true"],
        _ => ["rm", "-f", "-t", "0", "victim"],
    };

    private static void Prepare(TestedEngine engine, string command)
    {
        string[] make = [.. command is "exec" or "rm" ? new[] { "run", "-d" } : ["create"], "--name", "victim", "--network", "none", Image, "sleep", "1000"];
        if (command is "start" or "exec" or "rm") engine.Ok(make);
        if (command is "push") engine.Ok("load", "-q", "-i", Repository.Image("layers"));
    }

    // Either the image is not there at all, or it is whole.
    private static void CheckImages(TestedEngine engine, string told)
    {
        foreach (var image in Present(engine))
        {
            var result = engine.Run("run", "--rm", "--network", "none", image, "cat", "/keep/two", "/opaque/above", "/narrow/in");
            Assert.True(result is { Code: 0, Text: "two\nabove\nin" }, $"{told}: the image is recorded, yet\n{result}");
        }
    }

    private static void CleanUp(TestedEngine engine)
    {
        engine.Ok("rm", "-f", "--ignore", "-t", "0", "victim");
        foreach (var image in Present(engine)) engine.Ok("rmi", image);
    }

    private static IEnumerable<string> Present(TestedEngine engine) =>
        engine.Ok("images", "--format", "{{.Repository}}:{{.Tag}}").Split('\n').Intersect([Layers, Pulled]);
}
