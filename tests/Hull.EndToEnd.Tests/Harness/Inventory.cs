using System.IO.Enumeration;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace Hull.EndToEnd.Tests.Harness;

/// <summary>All that an engine can leave behind: mounts, processes, cgroups, files of the store, rows of the database; a line each.</summary>
internal sealed partial class Inventory
{
    private const string Pause = "hull-pause";
    private readonly SortedSet<string> _lines = new(StringComparer.Ordinal);

    private Inventory()
    {
    }

    public IReadOnlyCollection<string> Lines => _lines;

    public static Inventory Take(TestedEngine engine)
    {
        var inventory = new Inventory();
        inventory.AddMounts(engine);
        inventory.AddProcesses(engine.Bed);
        inventory.AddCgroups(engine.Bed);
        inventory.AddNetwork(engine.Bed);
        inventory.AddFiles(engine, engine.Root, "root");
        inventory.AddFiles(engine, engine.RunRoot, "run");
        inventory.AddFiles(engine, engine.TemporaryFolder, "tmp");
        inventory.AddFiles(engine, "/var/tmp", "/var/tmp");
        if (!TestedEngine.IsPodman) inventory.AddRows(Path.Combine(engine.Root, "state.db"));
        return inventory;
    }

    /// <summary>What is there now and was not before ("+"), and what has gone ("-").</summary>
    public IReadOnlyList<string> Since(Inventory before) =>
        [.. _lines.Except(before._lines).Select(line => "+ " + line), .. before._lines.Except(_lines).Select(line => "- " + line)];

    /// <summary>Waits until nothing has come and nothing has gone since: teardown by another process may be under way.</summary>
    public static void MustBecome(Inventory before, TestedEngine engine)
    {
        IReadOnlyList<string> difference = [];
        for (var round = 0; round < 400 * Eventually.Slowness; round++)
        {
            difference = Take(engine).Since(before);
            if (difference.Count == 0) return;
            Task.Delay(20).Wait();
        }
        Assert.Fail($"not as it was before ({difference.Count} lines):\n" + string.Join('\n', difference.Take(40)));
    }

    private void AddMounts(TestedEngine engine)
    {
        // A user's mounts are seen in the namespace of the user's pause process only; those that it began with are not below the store.
        if (PauseProcess(engine.Bed) is { } pause)
        {
            foreach (var words in File.ReadLines($"/proc/{pause}/mountinfo").Select(line => line.Split(' ')).Where(words => words[4].StartsWith(engine.Folder + "/", StringComparison.Ordinal)))
                _lines.Add($"mount {words[4]} inside");
        }

        foreach (var line in File.ReadLines($"/proc/{engine.Bed.Init}/mountinfo"))
        {
            var words = line.Split(' ');
            // The machine's own, as they were when the bed was made: others may unmount them meanwhile.
            if (engine.Bed.OwnMounts.Contains(words[0])) continue;
            var separator = Array.IndexOf(words, "-");
            // Podman binds its overlay folder onto itself, at times.
            if (TestedEngine.IsPodman && words[4] == engine.Root + "/overlay") continue;
            // And makes the folder of its namespaces shared when the first network is set up.
            if (TestedEngine.IsPodman && words[4] == "/run/netns") continue;
            _lines.Add($"mount {words[4]} {words[separator + 1]}");
        }
    }

    private void AddProcesses(Bed bed)
    {
        foreach (var (process, name) in ProcessesIn(bed)) _lines.Add($"process {process} {name}");
    }

    private static int? PauseProcess(Bed bed) => TestUser.IsRootless
        ? AllProcessesIn(bed).Where(one => one.Command == Pause).Select(one => (int?)one.Process).FirstOrDefault()
        : null;

    /// <summary>
    /// The processes of the bed but its first and what holds a user's namespace, as the machine numbers them, and their command lines.
    /// </summary>
    public static IEnumerable<(int Process, string Command)> ProcessesIn(Bed bed) => AllProcessesIn(bed).Where(one => one.Command != Pause);

    /// <summary>The same with what holds a user's namespace.</summary>
    public static IEnumerable<(int Process, string Command)> AllProcessesIn(Bed bed)
    {
        var ours = new FileInfo($"/proc/{bed.Init}/ns/pid").LinkTarget;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out var process) || process == bed.Init || process == bed.Holder) continue;
            string? command = null;
            try
            {
                // A container's processes may live in a namespace below: what counts is that the bed's is an ancestor of theirs.
                if (new FileInfo(folder + "/ns/pid").LinkTarget != ours && !IsBelow(folder, bed)) continue;
                command = File.ReadAllText(folder + "/cmdline").Replace('\0', ' ').Trim();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It ended meanwhile.
            }
            if (command is not null) yield return (process, command);
        }
    }

    // In the bed's cgroups means in the bed; the namespace below is not ours to ask.
    private static bool IsBelow(string folder, Bed bed)
    {
        var name = Path.GetFileName(bed.Cgroups[0]);
        return File.ReadAllText(folder + "/cgroup").Contains("/" + name + "/");
    }

    /// <summary>The network devices that come and go. The bridge stays, as Docker's does; podman takes its own away with the last container.</summary>
    public static IEnumerable<string> DevicesIn(Bed bed) => bed.Inside(() => File.ReadAllLines("/proc/1/net/dev"))
        .Skip(2).Select(line => line.Split(':')[0].Trim())
        .Where(name => name is not ("lo" or "hull0" or "podman0" or "out0" or "out1"));

    // Of the rules those count that name a container.
    private void AddNetwork(Bed bed)
    {
        foreach (var device in DevicesIn(bed)) _lines.Add("device " + device);
        foreach (var rule in bed.Run("nft", "list", "ruleset").Text.Split('\n').Where(line => line.Contains("comment ", StringComparison.Ordinal)))
            _lines.Add("rule " + rule.Trim());
    }

    private void AddCgroups(Bed bed)
    {
        foreach (var top in bed.Cgroups)
        {
            foreach (var inner in Directory.EnumerateDirectories(top, "*", SearchOption.AllDirectories))
            {
                _lines.Add("cgroup " + inner);
            }
        }
    }

    private void AddFiles(TestedEngine engine, string folder, string label)
    {
        foreach (var path in engine.Bed.Inside(() => Listing(folder)))
        {
            var line = $"file {label}/{path}";
            if (!Uninteresting().IsMatch(line)) _lines.Add(line);
        }
    }

    // Not inside a layer or a container's root: those files are the containers' own matter. Links are not followed.
    private static List<string> Listing(string top)
    {
        if (!Directory.Exists(top)) return [];
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = true };
        var entries = new FileSystemEnumerable<string>(top, (ref FileSystemEntry entry) => entry.ToFullPath(), options)
        {
            ShouldRecursePredicate = (ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) == 0,
        };
        return [.. entries.Select(path => Path.GetRelativePath(top, path)).Where(path => !InLayer().IsMatch(path))];
    }

    private void AddRows(string database)
    {
        if (!File.Exists(database)) return;
        SQLitePCL.raw.SetProvider(new SQLitePCL.SQLite3Provider_sqlite3());
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Pooling = false }.ToString());
        connection.Open();
        var tables = Query(connection, "SELECT name FROM sqlite_master WHERE type='table'").Select(row => row[0]).ToList();
        // Exit codes outlive their container on purpose; meta holds single values; a network keeps its subnet.
        foreach (var table in tables.Except(["exit_codes", "meta", "compressed_forms", "networks", "sqlite_sequence"]))
        {
            foreach (var row in Query(connection, $"SELECT * FROM \"{table}\"")) _lines.Add($"row {table} {row[0]}");
        }
    }

    private static List<string[]> Query(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string[]>();
        while (reader.Read()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i).ToString() ?? "")]);
        return rows;
    }

    // Files that a store keeps for itself, whatever containers there are: journals, locks, logs of events.
    [GeneratedRegex(@"state\.db-(wal|shm)$|\.lock$|/locks?/|/events/|\.tmp-|/overlay-locks/|/(bolt_state|db)\.(db|sql)|/libpod/defaultCNINetExists|/networks/|root/volumes/backingFs|^file root/cache(/|$)|^file run/(runtime/[^/]+|netns|images|users)$|^file root/(secrets|partial)$|^file run/overlay/(idmapped|volatile)|^file root/overlay/[0-9a-f]+/merged$|^file run/events\.log$")]
    private static partial Regex Uninteresting();

    [GeneratedRegex(@"(^|/)(diff|merged|rootfs)/")]
    private static partial Regex InLayer();
}
