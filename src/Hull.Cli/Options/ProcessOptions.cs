using Hull.Cli.CommandLine;
using Hull.Cli.Options.Values;
using Hull.Oci.Runtime;

namespace Hull.Cli.Options;

/// <summary>What runs: name, command, environment, terminal, namespaces of the process, and how it stops.</summary>
internal static class ProcessOptions
{
    /// <summary>The container's name.</summary>
    public static readonly Option<string> Name = Flag.Text("name", Flag.NoShort, "Name of the container");

    /// <summary>Whether the process gets a terminal.</summary>
    public static readonly Option<bool> Tty = Flag.Bool("tty", 't', "Give the container a terminal");

    /// <summary>Whether standard input stays open.</summary>
    public static readonly Option<bool> Interactive = Flag.Bool("interactive", 'i', "Pass standard input to the container");

    /// <summary>Whether the container is removed when it ends.</summary>
    public static readonly Option<bool> Remove = Flag.Bool("rm", Flag.NoShort, "Remove the container when it has ended");

    private static readonly Option<string[]> EnvFile = Flag.Array("env-file", Flag.NoShort, "Read environment variables from a file");
    private static readonly Option<string[]> LabelFile = Flag.Array("label-file", Flag.NoShort, "Read labels from a file");

    /// <summary>The rows.</summary>
    public static readonly SpecRow[] Rows =
    [
        // Docker prints names with a slash in front; Podman takes them so too.
        SpecRow.Of(Name, static (spec, value) => spec with { Name = value.StartsWith('/') ? value[1..] : value }),
        SpecRow.Of(Tty, static (spec, value) => spec with { Terminal = value }),
        SpecRow.Of(Interactive, static (spec, value) => spec with { Stdin = value }),
        SpecRow.Of(Remove, static (spec, value) => spec with { Remove = value }),
        // A file's variables give way to those of --env, so its row comes first.
        SpecRow.Of(EnvFile, static (spec, paths) => spec with { Env = WithFiles(spec.Env, paths) }),
        SpecRow.Of(Flag.Array("env", 'e', "Set an environment variable"),
            static (spec, texts) => spec with { Env = WithVariables(spec.Env, texts) }),
        SpecRow.Of(Flag.Bool("env-host", Flag.NoShort, "Pass on the caller's environment"),
            static (spec, value) => spec with { EnvHost = value }),
        SpecRow.Of(Flag.Array("env-merge", Flag.NoShort, "Make a variable of others (`NAME=${OTHER}-value`)"),
            static (spec, texts) => spec with { EnvMerge = texts }),
        SpecRow.Of(Flag.Array("unsetenv", Flag.NoShort, "Remove an environment variable"),
            static (spec, value) => spec with { UnsetEnv = value }),
        SpecRow.Of(Flag.Bool("unsetenv-all", Flag.NoShort, "Remove all default environment variables"),
            static (spec, value) => spec with { UnsetEnvAll = value }),
        SpecRow.Of(Flag.Bool("http-proxy", Flag.NoShort, "Pass on the caller's proxy variables", true),
            static (spec, value) => spec with { HttpProxy = value }),
        SpecRow.Of(Flag.Text("entrypoint", Flag.NoShort, "Replace the image's ENTRYPOINT"),
            static (spec, text) => spec with { Entrypoint = EntrypointText.Read(text) }),
        SpecRow.Of(Flag.Text("workdir", 'w', "Working directory inside the container"),
            static (spec, value) => spec with { WorkDir = value }),
        SpecRow.Of(Flag.Text("hostname", 'h', "Host name of the container"), static (spec, value) => spec with { Hostname = value }),
        SpecRow.Of(Flag.Slice("hostuser", Flag.NoShort, "Account of the host, by name or number, to add to /etc/passwd"),
            static (spec, texts) => spec with { HostUsers = texts }),
        SpecRow.Of(Flag.Text("passwd-entry", Flag.NoShort, "Line added to /etc/passwd, with $USERNAME, $UID, $GID, $NAME and $HOME"),
            static (spec, value) => spec with { PasswdEntry = value }),
        SpecRow.Of(Flag.Text("group-entry", Flag.NoShort, "Line added to /etc/group, with $GROUPNAME, $GID and $USERLIST"),
            static (spec, value) => spec with { GroupEntry = value }),
        SpecRow.Of(Flag.Slice("chrootdirs", Flag.NoShort, "Directory inside that gets /etc/hosts and its like as the root does"),
            static (spec, texts) => spec with { ChrootDirectories = texts }),
        SpecRow.Of(Flag.Text("personality", Flag.NoShort, "Execution domain (\"LINUX\"|\"LINUX32\")"),
            static (spec, value) => spec with { Personality = new LinuxPersonality { Domain = value } }),
        SpecRow.Of(LabelFile, static (spec, paths) => spec with { Labels = WithLabelFiles(spec.Labels, paths) }),
        SpecRow.Of(Flag.Array("label", 'l', "Set a label"), static (spec, texts) => spec with { Labels = WithLabels(spec.Labels, texts) }),
        SpecRow.Of(Flag.Array("annotation", Flag.NoShort, "Set an OCI annotation (name=value)"),
            static (spec, texts) => spec with { Annotations = WithAnnotations(texts) }),
        SpecRow.Of(Flag.Text("stop-signal", Flag.NoShort, "Signal that stops the container"),
            static (spec, text) => spec with { StopSignal = SignalText.Read(text) }),
        SpecRow.Of(Flag.UInt("timeout", Flag.NoShort, "Seconds after which the container is killed; 0 is never"),
            static (spec, value) => spec with { Timeout = Seconds(value) }),
        SpecRow.Of(Flag.UInt("stop-timeout", Flag.NoShort, "Seconds between the stop signal and SIGKILL", 10),
            static (spec, value) => spec with { StopTimeout = Seconds(value) }),
        SpecRow.Of(Flag.Bool("init", Flag.NoShort, "Run an init process that forwards signals and reaps children"),
            static (spec, value) => spec with { Init = value }),
        SpecRow.Of(Flag.Text("init-path", Flag.NoShort, "Path of the init program"),
            static (spec, value) => spec with { InitPath = HostPathText.Read(value, "--init-path") }),
        SpecRow.Of(Flag.Text("pid", Flag.NoShort, "PID namespace to use"),
            static (spec, text) => spec with { PidNamespace = NamespaceText.Read(text) }),
        SpecRow.Of(Flag.Text("uts", Flag.NoShort, "UTS namespace to use"),
            static (spec, text) => spec with { UtsNamespace = NamespaceText.Read(text) }),
        SpecRow.Of(Flag.Slice("sysctl", Flag.NoShort, "Set a kernel parameter of the container's namespaces"),
            static (spec, texts) => spec with { Sysctl = SysctlText.ReadAll(texts) }),
        SpecRow.Of(Flag.Text("tz", Flag.NoShort, "Time zone of the container"), static (spec, value) => spec with { Timezone = value }),
        SpecRow.Of(Flag.Text("umask", Flag.NoShort, "File mode creation mask", "0022"),
            static (spec, text) => spec with { Umask = Umask(text) }),
        SpecRow.Of(Flag.Text("conmon-pidfile", Flag.NoShort, "File that gets conmon's process id"),
            static (spec, value) => spec with { ConmonPidFile = HostPathText.Read(value, "--conmon-pidfile") }),
        SpecRow.Of(Flag.Text("pidfile", Flag.NoShort, "File that gets the container's process id"),
            static (spec, value) => spec with { PidFile = HostPathText.Read(value, "--pidfile") }),
        SpecRow.Of(Flag.Text("restart", Flag.NoShort, "When to start the container again (\"no\"|\"always\"|\"on-failure\"|\"unless-stopped\")"),
            static (spec, text) => RestartText.AddTo(spec, text)),
        SpecRow.Of(Flag.Array("secret", Flag.NoShort, "Give the container a secret, as a file or a variable (NAME[,type=mount|env][,target=TARGET][,uid=UID][,gid=GID][,mode=MODE])"),
            static (spec, texts) => texts.Aggregate(spec, SecretText.AddTo)),
        SpecRow.Of(Flag.Slice("requires", Flag.NoShort, "Containers that are started before this one"), static (spec, names) => spec with { DependencyContainers = names }),
        SpecRow.Of(Flag.Text("sdnotify", Flag.NoShort, "Who tells the caller's systemd of readiness (\"container\"|\"conmon\"|\"healthy\"|\"ignore\")", "container"),
            static (spec, text) => spec with { SdNotifyMode = text }),
        SpecRow.Of(Flag.Text("systemd", Flag.NoShort, "Prepare for systemd inside (\"true\"|\"false\"|\"always\"); true does where the command is one", "true"),
            static (spec, text) => spec with { Systemd = text }),
        .. RefusedRows,
    ];

    private static SpecRow[] RefusedRows =>
    [
        SpecRow.Of(Refused.Text("pod", "Pod to run in", Reasons.Pods, "")),
        SpecRow.Of(Refused.Text("pod-id-file", "File that holds the id of the pod", Reasons.Pods)),
    ];

    private static Dictionary<string, string> Copy(IReadOnlyDictionary<string, string>? pairs) => new(pairs ?? new Dictionary<string, string>(), StringComparer.Ordinal);

    private static Dictionary<string, string> WithFiles(IReadOnlyDictionary<string, string>? env, string[] paths)
    {
        var variables = Copy(env);
        var caller = EnvironmentText.OfCaller();
        foreach (var path in paths) EnvironmentText.AddLines(variables, OptionFile.Read(path), caller);
        return variables;
    }

    private static Dictionary<string, string> WithVariables(IReadOnlyDictionary<string, string>? env, string[] texts)
    {
        var variables = Copy(env);
        var caller = EnvironmentText.OfCaller();
        foreach (var text in texts) EnvironmentText.AddTo(variables, text, caller);
        return variables;
    }

    private static Dictionary<string, string> WithLabelFiles(IReadOnlyDictionary<string, string>? before, string[] paths)
    {
        var labels = Copy(before);
        foreach (var path in paths) LabelText.AddLines(labels, OptionFile.Read(path));
        return labels;
    }

    private static Dictionary<string, string> WithLabels(IReadOnlyDictionary<string, string>? before, string[] texts)
    {
        var labels = Copy(before);
        foreach (var text in texts) LabelText.AddTo(labels, text);
        return labels;
    }

    private static Dictionary<string, string> WithAnnotations(string[] texts)
    {
        var annotations = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var (name, value) = Pair.Cut(text);
            if (value is null || name.Length == 0) throw Wrong.Value("annotations must be formatted KEY=VALUE");
            annotations[name] = value;
        }
        return annotations;
    }

    private static uint Seconds(ulong value) => value <= uint.MaxValue ? (uint)value : throw Wrong.Value($"invalid timeout {value}: too long");

    private static string Umask(string text) =>
        text.Length is >= 1 and <= 4 && !text.AsSpan().ContainsAnyExceptInRange('0', '7') ? text : throw Wrong.Value($"invalid umask: {text}: must be octal, up to four digits");
}
