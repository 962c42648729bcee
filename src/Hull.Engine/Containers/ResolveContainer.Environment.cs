namespace Hull.Engine.Containers;

/// <content>The environment and the kernel parameters.</content>
internal sealed partial class ResolveContainer
{
    // Later ones win: the engine's own, containers.conf with the host's variables, the image's, what is passed on by option, the caller's.
    private List<string> DecideEnv(string? hostname, bool systemd)
    {
        var settings = _request.Settings.Containers;
        var envHost = _spec.EnvHost ?? settings.EnvHost;
        var httpProxy = _spec.HttpProxy ?? settings.HttpProxy;
        var env = new OrderedVariables();
        env.Set("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        // Programs look at this variable to learn that they are in a container; the value is the one that they know from Podman.
        env.Set("container", "podman");
        if (envHost || httpProxy) AddHost(env, envHost);
        foreach (var line in settings.Env) env.SetLine(line, "containers.conf env");
        foreach (var line in _request.Image.Defaults.Env ?? []) env.SetLine(line, "env fields from image");
        if (_spec.Terminal == true && !env.Has("TERM")) env.Set("TERM", "xterm");
        foreach (var name in _spec.UnsetEnv ?? []) env.Remove(name);
        if (_spec.UnsetEnvAll == true) env.Clear();
        MergeEnv(env);
        if (envHost || httpProxy) AddHost(env, envHost);
        foreach (var (name, value) in _spec.Env ?? new Dictionary<string, string>()) env.Set(CheckedName(name), value);
        if (hostname is not null && !env.Has("HOSTNAME")) env.Set("HOSTNAME", hostname);
        // systemd takes its machine id from it (CONTAINER_INTERFACE of systemd).
        if (systemd && !env.Has("container_uuid")) env.Set("container_uuid", _request.Id[..UuidLength]);
        return env.ToLines();
    }

    // A value sees what stands before it, those merged before it too.
    private void MergeEnv(OrderedVariables env)
    {
        foreach (var line in _spec.EnvMerge ?? [])
        {
            var end = line.IndexOf('=', StringComparison.Ordinal);
            if (end <= 0) throw Invalid($"invalid variable for --env-merge: \"{line}\": must be NAME=VALUE");
            env.Set(CheckedName(line[..end]), ExpandVariables.In(line[(end + 1)..], env.Get));
        }
    }

    private void AddHost(OrderedVariables env, bool all)
    {
        if (all)
        {
            foreach (var (name, value) in _host.Environment) env.Set(name, value);
            return;
        }

        foreach (var name in HostFacts.ProxyVariables)
        {
            if (_host.Environment.TryGetValue(name, out var value)) env.Set(name, value);
        }
    }

    private static string CheckedName(string name) => name.Length > 0 && !name.Contains('=', StringComparison.Ordinal) && !name.Contains('\0', StringComparison.Ordinal)
        ? name
        : throw Invalid($"invalid environment variable: \"{name}\"");

    private Dictionary<string, string> DecideSysctls(Namespaces namespaces)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in _request.Settings.Containers.DefaultSysctls)
        {
            var (name, value) = Sysctl.Parse(line);
            // A default for a namespace that is not the container's own is no one's wish: left out, as Podman does.
            if (Sharer(name, namespaces) is null) result[name] = value;
        }

        foreach (var (name, value) in _spec.Sysctl ?? new Dictionary<string, string>())
        {
            Sysctl.Check(name);
            if (Sharer(name, namespaces) is { } shared)
                throw Invalid($"sysctl {name}={value} can't be set since {shared}: invalid argument");
            result[name] = value;
        }

        return result;
    }

    // Which namespace a parameter belongs to, if that is the host's or another container's.
    private static string? Sharer(string name, Namespaces namespaces)
    {
        // What Sysctl.Check lets pass of kernel.* is all System V's.
        if (name.StartsWith("fs.mqueue.", StringComparison.Ordinal) || name.StartsWith("kernel.", StringComparison.Ordinal))
            return Shared("IPC Namespace", namespaces.Ipc);
        return name.StartsWith("net.", StringComparison.Ordinal) ? Shared("Network Namespace", namespaces.Network) : null;
    }

    private static string? Shared(string type, NamespaceMode mode) => mode.Mode is "host" or "container" or "path"
        ? $"{type} set to {(mode.Mode == "host" ? "host" : mode.Mode)}"
        : null;
}
