using System.Diagnostics;

namespace Hull.EndToEnd.Tests.Harness;

/// <summary>
/// A system that systemd runs: eng/bed/systemd.sh, or with HULL_E2E_SYSTEMD=this the machine itself, where it is one made for tests (eng/vm).
/// Everything runs in a unit or in a session of a user's, as it would there.
/// </summary>
internal sealed class SystemdBed : IDisposable
{
    /// <summary>A user who lingers.</summary>
    public const string Sailor = "sailor";

    /// <summary>A user whose processes end with the last session.</summary>
    public const string Guest = "guest";

    private const int CannotBeHad = 3;
    private static readonly bool IsThisMachine = Environment.GetEnvironmentVariable("HULL_E2E_SYSTEMD") == "this";
    private readonly Process? _holder;
    private readonly string _folder = Directory.CreateTempSubdirectory("he-sd-").FullName;
    private readonly string[] _enter = [];
    private readonly HashSet<string> _loaded = [];

    /// <param name="version">v1 or v2: the cgroups that systemd has.</param>
    public SystemdBed(string version)
    {
        if (IsThisMachine)
        {
            if (version != "v2") Missing = "this machine has cgroup v2";
            return;
        }

        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "eng/bed/systemd.sh"), [version, _folder, TestedEngine.BuiltBinary])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _holder = Process.Start(start)!;
        if (_holder.StandardOutput.ReadLine() is { } line && line.StartsWith("ready ", StringComparison.Ordinal))
        {
            _enter = ["nsenter", "-t", line["ready ".Length..], "-a", "--"];
            return;
        }

        var error = _holder.StandardError.ReadToEnd();
        _holder.WaitForExit();
        Missing = _holder.ExitCode == CannotBeHad ? error.Trim() : throw new InvalidOperationException("systemd does not come up: " + error);
    }

    /// <summary>Why there is no such bed on this machine; null where there is.</summary>
    public string? Missing { get; }

    /// <summary>The executable as the system sees it.</summary>
    public static string Binary => IsThisMachine ? TestedEngine.BuiltBinary : "/run/bed/hull";

    /// <summary>A program, outside of any unit.</summary>
    public Result Run(params string[] words) => Shell.Run("env", [.. _enter, .. words]);

    /// <summary>hull as root, in a unit that ends with it.</summary>
    public Result Hull(params string[] arguments) => Unit([], Binary, arguments);

    /// <summary>hull as a user, in a session that ends with it.</summary>
    public Result HullOf(string user, params string[] arguments) => InSession(user, Binary, arguments);

    /// <summary>A program in a session of a user's.</summary>
    public Result InSession(string user, string program, params string[] arguments) =>
        Unit([$"--uid={user}", "-pPAMName=login", $"-pWorkingDirectory=/home/{user}", "-E", $"HOME=/home/{user}"], program, arguments);

    /// <summary>A program as a user without a session, as cron starts it.</summary>
    public Result WithoutSession(string user, string[] variables, string program, params string[] arguments) =>
        Unit([$"--uid={user}", $"-pWorkingDirectory=/home/{user}", "-E", $"HOME=/home/{user}", .. variables.SelectMany(variable => new[] { "-E", variable })], program, arguments);

    /// <summary>Sees to it that root, or a user, has the test image.</summary>
    public void Load(string? user = null)
    {
        if (!_loaded.Add(user ?? "root")) return;
        string[] words = [.. _enter, .. UnitOf(user is null ? [] : [$"--uid={user}", "-pPAMName=login", "-E", $"HOME=/home/{user}"]), Binary, "load", "-q"];
        Shell.Run("sh", ["-c", $"exec \"$@\" <{Repository.Image("busybox")}", "sh", .. words]).Ok();
    }

    public void Dispose()
    {
        if (_holder is { HasExited: false })
        {
            _holder.StandardInput.Close();
            _holder.WaitForExit();
        }

        _holder?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private Result Unit(string[] options, string program, string[] arguments) => Run([.. UnitOf(options), program, .. arguments]);

    private static string[] UnitOf(string[] options) => ["systemd-run", "--quiet", "--pipe", "--wait", "--collect", .. options];
}
