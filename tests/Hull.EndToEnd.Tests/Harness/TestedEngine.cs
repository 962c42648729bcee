using System.Globalization;

namespace Hull.EndToEnd.Tests.Harness;

/// <summary>
/// The engine under test with a store of its own: artifacts/hull, or podman with HULL_E2E_ENGINE=podman, by which a test is validated
/// before hull has to pass it.
/// </summary>
internal sealed class TestedEngine(Bed bed, string folder, string runtime)
{
    public static readonly bool IsPodman = Environment.GetEnvironmentVariable("HULL_E2E_ENGINE") == "podman";

    /// <summary>What was built.</summary>
    public static readonly string BuiltBinary = IsPodman
        ? "/usr/bin/podman"
        : Environment.GetEnvironmentVariable("HULL_E2E_BINARY") ?? Path.Combine(Repository.Root, "artifacts", "hull");

    /// <summary>The same inside a bed.</summary>
    public static readonly string Binary = TestUser.IsRootless && !IsPodman ? TestUser.BinaryInside : BuiltBinary;

    public static readonly IReadOnlyDictionary<string, string> BaseEnvironment = MakeBaseEnvironment();

    public Bed Bed => bed;

    public string Folder => folder;

    public string Runtime => runtime;

    public string Root => Path.Combine(folder, "root");

    public string RunRoot => Path.Combine(folder, "run");

    /// <summary>What TMPDIR names for the engine.</summary>
    public string TemporaryFolder => Path.Combine(folder, "scratch");

    /// <summary>Options before the command, beside those that name the store; a test may put its own first.</summary>
    public string[] GlobalOptions { get; init; } = [];

    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    public Result Run(params string[] arguments) => RunWithInput("", arguments);

    public Result RunWithInput(string input, params string[] arguments)
    {
        using var running = Start(arguments);
        if (input.Length > 0) running.Write(input);
        running.CloseInput();
        return running.Finish();
    }

    /// <summary>Requires success and answers what was printed.</summary>
    public string Ok(params string[] arguments) => Run(arguments).Ok();

    public Running Start(params string[] arguments) => StartBehind([], arguments);

    /// <summary>Starts the engine by way of other programs that exec it in the end.</summary>
    public Running StartBehind(string[] wrapper, params string[] arguments)
    {
        string[] words = [.. wrapper, .. TestUser.Wrapper, Binary, .. Options(), .. arguments];
        var process = bed.Start(words[0], words[1..], Environments(), null);
        return new Running(process, $"{Path.GetFileName(Binary)} {string.Join(' ', arguments)} ({runtime})");
    }

    public Running StartOn(Terminal terminal, params string[] arguments)
    {
        var running = StartBehind(terminal.Wrapper, arguments);
        terminal.StartReading();
        return running;
    }

    public string[] Options()
    {
        string[] store = ["--root", Root, "--runroot", RunRoot, "--runtime", runtime, "--cgroup-manager", "cgroupfs"];
        return [.. store, .. IsPodman ? PodmanOptions() : [], .. GlobalOptions];
    }

    /// <summary>The same store with other options before the command.</summary>
    public TestedEngine With(params string[] globalOptions) => new(bed, folder, runtime) { GlobalOptions = globalOptions, Variables = Variables };

    public TestedEngine WithEnvironment(string name, string value) =>
        new(bed, folder, runtime) { GlobalOptions = GlobalOptions, Variables = new Dictionary<string, string>(Variables) { [name] = value } };

    private string[] PodmanOptions() => ["--tmpdir", Path.Combine(folder, "tmp"), "--events-backend", "file", "--storage-driver", "overlay"];

    public Dictionary<string, string> Environments()
    {
        var all = new Dictionary<string, string>(BaseEnvironment) { ["TMPDIR"] = bed.Inside(() => Directory.CreateDirectory(TemporaryFolder).FullName) };
        if (IsPodman) all["CONTAINERS_CONF"] = PodmanConfiguration();
        foreach (var (name, value) in Variables) all[name] = value;
        return all;
    }

    // CONTAINERS_CONF takes the place of every other file, so Debian's own settings stand here again. And podman fails where a hard
    // limit is lower than its default; hull is expected to cope by itself.
    private string PodmanConfiguration()
    {
        var path = Path.Combine(bed.Folder, "containers.conf");
        if (!File.Exists(path))
        {
            var files = HardLimit("Max open files");
            var processes = HardLimit("Max processes");
            File.WriteAllText(path, $"""
                [containers]
                default_capabilities=["CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "NET_BIND_SERVICE",
                  "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT"]
                default_sysctls=["net.ipv4.ping_group_range=0 0"]
                default_ulimits=["nofile={files}:{files}","nproc={processes}:{processes}"]
                log_driver="k8s-file"
                [network]
                network_backend="netavark"

                """);
        }
        return path;
    }

    private static Dictionary<string, string> MakeBaseEnvironment()
    {
        var environment = new Dictionary<string, string>
        {
            ["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            ["HOME"] = TestUser.IsRootless ? "/run/bed/home" : "/root",
            ["LANG"] = "C.UTF-8",
        };
        if (TestUser.IsRootless) environment["XDG_RUNTIME_DIR"] = $"/run/user/{TestUser.Id}";
        return environment;
    }

    private static string HardLimit(string name)
    {
        var line = File.ReadLines("/proc/self/limits").First(row => row.StartsWith(name, StringComparison.Ordinal));
        var hard = line[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        return long.TryParse(hard, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, 20000).ToString(CultureInfo.InvariantCulture) : "20000";
    }
}
