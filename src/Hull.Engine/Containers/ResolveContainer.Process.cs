using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Linux.Processes;

namespace Hull.Engine.Containers;

/// <content>What runs, with which words and variables.</content>
internal sealed partial class ResolveContainer
{
    /// <summary>Where the init program appears inside; the place is Podman's.</summary>
    public const string InitTarget = "/run/podman-init";

    private const string BpfAnnotation = "run.oci.seccomp_bpf_data";

    private sealed record Process
    {
        public required string Name { get; init; }
        public required IReadOnlyList<string> Args { get; init; }
        public required IReadOnlyList<string> Entrypoint { get; init; }
        public required IReadOnlyList<string> Command { get; init; }
        public required IReadOnlyList<string> Env { get; init; }
        public required string WorkDir { get; init; }
        public required bool CreateWorkDir { get; init; }
        public required int StopSignal { get; init; }
        public required uint StopTimeout { get; init; }
        public required IReadOnlyDictionary<string, string> Labels { get; init; }
        public required IReadOnlyDictionary<string, string> Annotations { get; init; }
        public required IReadOnlyDictionary<string, string> Sysctls { get; init; }
        public required string Timezone { get; init; }
        public required string Umask { get; init; }
        public required bool Init { get; init; }
        public string? InitPath { get; init; }
        public required string CgroupsMode { get; init; }
        public required bool Systemd { get; init; }
        public string? CgroupParent { get; init; }
    }

    private Process DecideProcess(Namespaces namespaces, bool privileged)
    {
        var settings = _request.Settings;
        var init = _conflicts.Try(() => DecideInit(namespaces), null);
        var (workDir, fromImage) = _conflicts.Try(DecideWorkDir, ("/", false));
        var (entrypoint, command) = _conflicts.Try(DecideCommand, ([], []));
        var systemd = _conflicts.Try(() => DecideSystemd(entrypoint, command), false);
        var stopSignal = _conflicts.Try(() => DecideStopSignal(systemd), 0);
        var (cgroupsMode, cgroupParent) = _conflicts.Try(DecideCgroups, ("enabled", null));
        _conflicts.Try(CheckAccounts);
        _conflicts.Try(CheckPersonality);
        _conflicts.Try(CheckChrootDirectories);
        return new Process
        {
            Name = _conflicts.Try(DecideName, ""),
            Args = init is null ? [.. entrypoint, .. command] : [InitTarget, "--", .. entrypoint, .. command],
            Entrypoint = entrypoint,
            Command = command,
            Env = _conflicts.Try(() => DecideEnv(namespaces.HostnameVariable, systemd), []),
            WorkDir = workDir,
            CreateWorkDir = fromImage,
            StopSignal = stopSignal,
            StopTimeout = _spec.StopTimeout ?? settings.Engine.StopTimeout,
            Labels = DecideLabelTexts(),
            Annotations = _conflicts.Try(() => DecideAnnotations(stopSignal, init is not null, privileged), []),
            Sysctls = _conflicts.Try(() => DecideSysctls(namespaces), []),
            Timezone = _conflicts.Try(DecideTimezone, ""),
            Umask = _conflicts.Try(DecideUmask, "0022"),
            Init = init is not null,
            InitPath = init,
            CgroupsMode = cgroupsMode,
            CgroupParent = cgroupParent,
            Systemd = systemd,
        };
    }

    private string DecideName()
    {
        var name = string.IsNullOrEmpty(_spec.Name) ? _request.GeneratedName : _spec.Name;
        if (ContainerName.IsValid(name)) return name;
        throw Invalid($"running container create option: names must match [a-zA-Z0-9][a-zA-Z0-9_.-]*, not \"{name}\": invalid argument");
    }

    private (IReadOnlyList<string> Entrypoint, IReadOnlyList<string> Command) DecideCommand()
    {
        var entrypoint = _spec.Entrypoint ?? _request.Image.Defaults.Entrypoint ?? [];
        // One empty word is how an entry point is cleared on the command line.
        if (entrypoint is [""]) entrypoint = [];
        var command = _spec.Command ?? [];
        // The image's command belongs to the image's entry point: with another one it has no meaning.
        if (command.Count == 0 && _spec.Entrypoint is not { Count: > 0 }) command = _request.Image.Defaults.Cmd ?? [];
        if (entrypoint.Count + command.Count > 0) return (entrypoint, command);
        throw new EngineException(
            ErrorKind.InvalidArgument, "no command or entrypoint provided, and no CMD or ENTRYPOINT from image", "give a command after the image");
    }

    private (string Directory, bool FromImage) DecideWorkDir()
    {
        if (_spec.WorkDir is { Length: > 0 } asked)
        {
            if (asked[0] != '/') throw Invalid($"the working directory '{asked}' is invalid, it needs to be an absolute path");
            return (ContainerPath.Clean(asked), false);
        }

        var given = _request.Image.Defaults.WorkingDir;
        return string.IsNullOrEmpty(given) ? ("/", false) : (ContainerPath.Clean("/" + given), true);
    }

    private int DecideStopSignal(bool systemd)
    {
        if (_spec.StopSignal is { } asked)
            return Signal.TryParse(asked.ToString(System.Globalization.CultureInfo.InvariantCulture), out _) ? asked : throw Invalid($"invalid signal: {asked}");
        return _request.Image.Defaults.StopSignal is { Length: > 0 } text ? Signal.Parse(text).Number : systemd ? SystemdStopSignal : Signal.Term.Number;
    }

    private Dictionary<string, string> DecideLabelTexts()
    {
        var labels = new Dictionary<string, string>(_request.Image.Defaults.Labels ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        foreach (var (key, value) in _spec.Labels ?? new Dictionary<string, string>()) labels[key] = value;
        return labels;
    }

    // Annotations of the image are left out: some steer the runtime. Of crun's own (run.oci.*), the user's are passed on; only the
    // compiled filter is the engine's.
    private Dictionary<string, string> DecideAnnotations(int stopSignal, bool init, bool privileged)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in _request.Settings.Containers.Annotations)
        {
            var end = line.IndexOf('=', StringComparison.Ordinal);
            if (end < 0) result[line] = "";
            else result[line[..end]] = line[(end + 1)..];
        }

        foreach (var (key, value) in _spec.Annotations ?? new Dictionary<string, string>()) result[key] = value;
        if (result.ContainsKey(BpfAnnotation))
            throw new EngineException(ErrorKind.InvalidArgument, $"annotation {BpfAnnotation} is the engine's own", "use --security-opt seccomp=PROFILE");
        result.TryAdd("io.container.manager", "libpod");
        result.TryAdd("io.kubernetes.cri-o.Created", Rfc3339(_request.Created));
        result.TryAdd("io.kubernetes.cri-o.TTY", _spec.Terminal == true ? "true" : "false");
        result["io.podman.annotations.autoremove"] = Shout(_spec.Remove == true);
        result["io.podman.annotations.init"] = Shout(init);
        result["io.podman.annotations.privileged"] = Shout(privileged);
        result["io.podman.annotations.publish-all"] = "FALSE";
        result["org.opencontainers.image.stopSignal"] = stopSignal.ToString(System.Globalization.CultureInfo.InvariantCulture);
        AddSecurityAnnotations(result);
        return result;
    }

    private void AddSecurityAnnotations(Dictionary<string, string> annotations)
    {
        if (!string.IsNullOrEmpty(_spec.SeccompProfilePath)) annotations["io.podman.annotations.seccomp"] = _spec.SeccompProfilePath;
        if (!string.IsNullOrEmpty(_spec.ApparmorProfile)) annotations["io.podman.annotations.apparmor"] = _spec.ApparmorProfile;
        if (_spec.SelinuxOpts is { Count: > 0 } labels) annotations["io.podman.annotations.label"] = string.Join(",label=", labels);
    }

    private static string Shout(bool value) => value ? "TRUE" : "FALSE";

    private static string Rfc3339(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private string? DecideInit(Namespaces namespaces)
    {
        if (!(_spec.Init ?? _request.Settings.Containers.Init)) return null;
        if (namespaces.Pid.Mode != "private") throw Invalid("cannot add init binary as PID 1 (PID namespace isn't private)");
        return _request.InitProgram ?? throw new EngineException(ErrorKind.Internal, $"deciding on container {_request.Id}: nobody looked for an init");
    }

    private string DecideTimezone()
    {
        var zone = _spec.Timezone ?? _request.Settings.Containers.Tz;
        if (zone.Length == 0 || zone == "local") return zone;
        if (zone.Contains("..", StringComparison.Ordinal) || zone[0] == '/') throw Invalid($"finding timezone: unknown time zone {zone}");
        return Path(HostPaths.ZoneInfo + zone).Kind == HostPathKind.File ? zone : throw Invalid($"finding timezone: unknown time zone {zone}");
    }

    private string DecideUmask()
    {
        var umask = string.IsNullOrEmpty(_spec.Umask) ? _request.Settings.Containers.Umask : _spec.Umask;
        return OctalMode.TryParse(umask, out _) ? umask : throw Invalid($"running container create option: invalid umask string {umask}: invalid argument");
    }
}
