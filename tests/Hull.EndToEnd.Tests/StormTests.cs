using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>
/// Sixteen processes do random verbs on the same twenty containers (HULL_STORM_SECONDS long, 3 unless told, 120 in `make torture`;
/// HULL_STORM_SEED repeats the choice of verbs). Each command must end, with success or with a reason that the others' doings explain, and
/// at the end what the engine tells must be what the kernel shows.
/// </summary>
public sealed partial class StormTests(EngineBed bed, ITestOutputHelper output) : EngineTest(bed)
{
    private const int Processes = 16;
    private const int Containers = 20;
    private const string Sleep = "trap 'exit 0' TERM; while :; do sleep 1 & wait; done";

    private static readonly double Seconds = double.Parse(Environment.GetEnvironmentVariable("HULL_STORM_SECONDS") ?? "3", CultureInfo.InvariantCulture);
    private static readonly int Seed = Environment.GetEnvironmentVariable("HULL_STORM_SEED") is { } seed
        ? int.Parse(seed, CultureInfo.InvariantCulture)
        : Random.Shared.Next();

    // How often a verb is drawn, and its words; {0} is a container, {1} another one.
    private static readonly (int Weight, string[] Words)[] Verbs =
    [
        (4, ["create", "--name", "{0}", "--network", "none", Image, "sh", "-c", Sleep]),
        (4, ["run", "-d", "--name", "{0}", "--network", "none", Image, "sh", "-c", Sleep]),
        (2, ["run", "-d", "--rm", "--name", "{0}", "--network", "none", Image, "sh", "-c", Sleep]),
        (1, ["run", "--rm", "--name", "{0}", "--network", "none", Image, "true"]),
        (1, ["run", "-d", "--replace", "--name", "{0}", "--network", "none", Image, "sh", "-c", Sleep]),
        (5, ["start", "{0}"]),
        (3, ["stop", "-t", "1", "{0}"]),
        (2, ["stop", "-t", "0", "{0}"]),
        (2, ["restart", "-t", "0", "{0}"]),
        (3, ["kill", "{0}"]),
        (1, ["kill", "--signal", "TERM", "{0}"]),
        (3, ["pause", "{0}"]),
        (4, ["unpause", "{0}"]),
        (3, ["exec", "{0}", "true"]),
        (2, ["rm", "{0}"]),
        (4, ["rm", "-f", "-t", "0", "{0}"]),
        (1, ["rm", "-f", "--ignore", "{0}", "{1}"]),
        (1, ["rename", "{0}", "{1}"]),
        (1, ["port", "{0}"]),
        (1, ["logs", "{0}"]),
        (2, ["inspect", "{0}"]),
        (2, ["ps", "-a"]),
        (1, ["container", "exists", "{0}"]),
        (1, ["container", "cleanup", "{0}"]),
    ];

    [Theory, Runtimes]
    public void Sixteen_processes_on_the_same_containers_leave_what_the_kernel_shows(string runtime)
    {
        NotInPodman("its reasons have other words, and its locks time out");
        var engine = Open(runtime);
        output.WriteLine($"seed {Seed}, {Seconds} s with {runtime}");
        var faults = new ConcurrentQueue<string>();
        var ended = 0;
        var succeeded = 0;
        var clock = Stopwatch.StartNew();
        var threads = Enumerable.Range(0, Processes).Select(index => new Thread(() =>
        {
            var random = new Random(Seed + index);
            while (clock.Elapsed.TotalSeconds < Seconds && faults.IsEmpty)
            {
                var fault = Once(engine, Draw(random), ref succeeded);
                Interlocked.Increment(ref ended);
                if (fault is not null) faults.Enqueue(fault);
            }
        })).ToList();
        threads.ForEach(static thread => thread.Start());
        threads.ForEach(static thread => thread.Join());
        output.WriteLine($"{ended} commands, {succeeded} succeeded");
        Assert.True(faults.IsEmpty, $"seed {Seed}: {string.Join("\n\n", faults.Take(10))}");
        Eventually.Equal("", () => Difference(engine));
    }

    private static string[] Draw(Random random)
    {
        var draw = random.Next(Verbs.Sum(static verb => verb.Weight));
        var words = Verbs[^1].Words;
        foreach (var verb in Verbs)
        {
            draw -= verb.Weight;
            if (draw >= 0) continue;
            words = verb.Words;
            break;
        }
        var (one, other) = ($"c{random.Next(Containers)}", $"c{random.Next(Containers)}");
        return [.. words.Select(word => word.Replace("{0}", one).Replace("{1}", other))];
    }

    private static string? Once(TestedEngine engine, string[] words, ref int succeeded)
    {
        try
        {
            var result = engine.Run(words);
            if (result.Code == 0)
            {
                Interlocked.Increment(ref succeeded);
                return null;
            }
            return IsExplained(words, result) ? null : result.ToString();
        }
        catch (Exception fault)
        {
            return fault.Message;
        }
    }

    private static bool IsExplained(string[] words, Result result)
    {
        // The answer is no; or the process of an attached run or exec was killed with its container.
        if (words[1] == "exists") return result.Code == 1;
        if (words[0] is "exec" or "run" && result.Code is 137 or 143 or 255 && result.Error.Length == 0) return true;
        // A signal that met runc's own first half: process 1 is not ended by it, and Go then leaves with 2.
        if (words[0] == "run" && result.Code == 2 && result.Error.Length == 0) return true;
        var errors = result.Error.Split('\n').Where(static line => line.StartsWith("Error: ", StringComparison.Ordinal)).ToList();
        return errors.Count > 0 && errors.All(static line => Reason().IsMatch(line));
    }

    // What the engine tells, against what the kernel shows of each container; empty where they agree.
    private static string Difference(TestedEngine engine)
    {
        var monitors = Inventory.ProcessesIn(engine.Bed).Select(static one => one.Command.Split(' ')).Where(static command => command[0].EndsWith("conmon", StringComparison.Ordinal))
            .Select(static command => command.SkipWhile(static word => word != "-c").ElementAtOrDefault(1)).ToHashSet();
        var told = new List<string>();
        foreach (var line in engine.Ok("ps", "-a", "--no-trunc", "--format", "{{.ID}} {{.State}} {{.Pid}}").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split(' ');
            var lives = words[1] is "running" or "paused";
            if (!monitors.Remove(words[0]) == lives) told.Add($"{line}: {(lives ? "no conmon" : "a conmon")}");
            if (lives && engine.Bed.Inside(() => Directory.Exists($"/proc/{words[2]}")) is false) told.Add($"{line}: no process");
            if (lives && engine.Bed.Inside(() => IsFrozen(words[2])) is { } frozen && frozen != (words[1] == "paused")) told.Add($"{line}: frozen is {frozen}");
        }
        return string.Join("; ", told.Concat(monitors.Select(static id => $"conmon of {id}, which is not told")));
    }

    // Null where the process has no freezer of its own.
    private static bool? IsFrozen(string process)
    {
        var path = File.ReadLines($"/proc/{process}/cgroup").FirstOrDefault(static line => line.Contains(":freezer:"))?.Split(':')[2];
        var file = path is null ? "" : $"/sys/fs/cgroup/freezer{path}/freezer.state";
        return File.Exists(file) ? File.ReadAllText(file).Trim() != "THAWED" : null;
    }

    [GeneratedRegex("no such container|no such object|container state improper|that name is already in use|is being removed|it has no cgroup|container .* is not running|more than one result for")]
    private static partial Regex Reason();
}
