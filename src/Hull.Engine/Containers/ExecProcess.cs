using System.Text.Json;
using Hull.Core;
using Hull.Engine.Runtime;
using Hull.Engine.Store;
using Hull.Oci.Runtime;

namespace Hull.Engine.Containers;

/// <summary>Writes down the process of an exec: the container's own process of this start, with what the caller changes.</summary>
internal static class ExecProcess
{
    /// <summary>Builds the process from the bundle's config.json, so that it matches what the running container was really given.</summary>
    /// <exception cref="EngineException">InvalidArgument: no command, or the user is unknown.</exception>
    public static RuntimeProcess Build(StorePaths paths, ContainerRecord container, ExecSpec spec, Func<IReadOnlyList<string>> allCapabilities)
    {
        if (spec.Command.Count == 0) throw new EngineException(ErrorKind.InvalidArgument, "must provide a non-empty command to start an exec session: invalid argument");
        var running = ReadRunning(Path.Join(paths.Bundle(container.Config.Id), "config.json"));
        var home = "";
        var user = running.User;
        if (spec.User is { Length: > 0 } asked)
        {
            var resolved = ResolveUser.In(paths.Merged(container.Config.Id), asked, container.Config.Spec.Groups ?? [], AccountRequest.Of(container.Config));
            user = new RuntimeUser { Uid = resolved.Uid, Gid = resolved.Gid, AdditionalGids = resolved.Groups, Umask = running.User.Umask };
            home = resolved.Home;
        }
        return running with
        {
            Terminal = spec.Terminal,
            ConsoleSize = null,
            Args = spec.Command,
            Env = Environment(running.Env ?? [], spec, home),
            Cwd = spec.WorkDir ?? running.Cwd,
            User = user,
            Capabilities = Capabilities(running.Capabilities, spec, user, allCapabilities),
            NoNewPrivileges = running.NoNewPrivileges,
        };
    }

    private static RuntimeProcess ReadRunning(string path)
    {
        // Only the one part: describing all types of the specification to the serializer would take longer than the rest.
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return (document.RootElement.TryGetProperty("process", out var process) ? process.Deserialize(RuntimeJson.Default.RuntimeProcess) : null)
            ?? throw new EngineException(ErrorKind.Corrupt, $"reading {path}: no process");
    }

    private static List<string> Environment(IReadOnlyList<string> running, ExecSpec spec, string home)
    {
        var changed = new Dictionary<string, string>(spec.Env, StringComparer.Ordinal);
        if (home.Length > 0) changed.TryAdd("HOME", home);
        var environment = new List<string>(running.Count + changed.Count);
        foreach (var variable in running)
        {
            var equals = variable.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 || !changed.ContainsKey(variable[..equals])) environment.Add(variable);
        }
        foreach (var (name, value) in changed) environment.Add($"{name}={value}");
        if (spec.Terminal && !environment.Exists(variable => variable.StartsWith("TERM=", StringComparison.Ordinal))) environment.Add("TERM=xterm");
        return environment;
    }

    // Like the container's own process: another user than root has the bounding set but holds nothing; the inheritable set stays empty.
    private static RuntimeCapabilities? Capabilities(
        RuntimeCapabilities? running, ExecSpec spec, RuntimeUser user, Func<IReadOnlyList<string>> allCapabilities)
    {
        var bounding = spec.Privileged ? allCapabilities() : running?.Bounding ?? [];
        if (user.Uid != 0) return new RuntimeCapabilities { Bounding = bounding };
        return new RuntimeCapabilities { Bounding = bounding, Effective = bounding, Permitted = bounding };
    }
}
