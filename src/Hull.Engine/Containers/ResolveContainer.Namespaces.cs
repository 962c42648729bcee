using System.Text;
using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Containers.Ids;

namespace Hull.Engine.Containers;

/// <content>Which namespaces it gets, and the host name that goes with them.</content>
internal sealed partial class ResolveContainer
{
    private const int ShortIdLength = 12;
    private const int LongestHostname = 64;
    private static readonly NamespaceMode Private = NamespaceMode.Of("private");

    private sealed record Namespaces
    {
        public required NamespaceMode Pid { get; init; }
        public required NamespaceMode Ipc { get; init; }
        public required NamespaceMode Uts { get; init; }
        public required NamespaceMode Cgroup { get; init; }
        public required NamespaceMode Network { get; init; }
        public required UserSpace User { get; init; }

        /// <summary>The host name to set; null where the namespace has one already.</summary>
        public string? Hostname { get; init; }

        /// <summary>The HOSTNAME variable; null where the namespace is another container's.</summary>
        public string? HostnameVariable { get; init; }
    }

    private Namespaces DecideNamespaces()
    {
        var settings = _request.Settings.Containers;
        var pid = _conflicts.Try(() => Check("PID", Or(_spec.PidNamespace, settings.Pidns)), Private);
        var ipc = _conflicts.Try(() => Check("IPC", Or(_spec.IpcNamespace, settings.Ipcns), "shareable", "none"), Private);
        var uts = _conflicts.Try(() => Check("UTS", Or(_spec.UtsNamespace, settings.Utsns)), Private);
        // On v1 a cgroup namespace hides little and breaks tools that look for their own path; Podman shares the host's there.
        var cgroup = _conflicts.Try(
            () => Check("cgroup", Or(_spec.CgroupNamespace, settings.Cgroupns.Length > 0 ? settings.Cgroupns : _host.CgroupV2 ? "private" : "host")), Private);
        var user = _conflicts.Try(DecideUser, UserSpace.Host);
        var network = _conflicts.Try(() => CheckNetwork(_spec.NetworkNamespace, settings.Netns), NamespaceMode.Of("none"));
        var (hostname, variable) = _conflicts.Try(() => DecideHostname(uts, network), (null, null));
        return new Namespaces
        {
            Pid = pid,
            Ipc = ipc,
            Uts = uts,
            Cgroup = cgroup,
            User = user,
            Network = network,
            Hostname = hostname,
            HostnameVariable = variable,
        };
    }

    private static NamespaceMode Or(NamespaceMode asked, string otherwise) => asked.IsDefault ? NamespaceMode.Of(otherwise) : asked;

    private NamespaceMode Check(string type, NamespaceMode mode, params ReadOnlySpan<string> more)
    {
        switch (mode.Mode)
        {
            case "private" or "host":
                break;
            case "container":
                RequireValue(mode);
                return mode;
            case "path":
                RequireValue(mode);
                return mode with { Value = NamespacePath(type, mode.Value!) };
            case "pod":
                throw Later($"{type} namespace of a pod");
            case "none" or "bridge" or "pasta" or "slirp4netns" when !more.Contains(mode.Mode):
                throw Invalid("cannot use network modes with non-network namespace");
            default:
                if (!more.Contains(mode.Mode)) throw Invalid($"invalid namespace type {mode.Mode} specified");
                break;
        }

        RefuseValue(mode);
        return mode;
    }

    private string NamespacePath(string type, string path)
    {
        var host = Path(path);
        return host.Kind != HostPathKind.Missing
            ? host.FullPath
            : throw new EngineException(ErrorKind.NotFound, $"cannot find specified {type} namespace path: stat {path}: {host.Error}");
    }

    /// <summary>The user namespace that is asked for: by the request, else by containers.conf.</summary>
    public static NamespaceMode UserModeOf(ContainerSpec spec, ContainersTable settings)
    {
        if (!spec.UserNamespace.IsDefault) return spec.UserNamespace;
        if (spec.IdMappings is not null) return Private;
        var colon = settings.Userns.IndexOf(':', StringComparison.Ordinal);
        if (settings.Userns.Length == 0) return NamespaceMode.Of("host");
        return colon < 0 ? NamespaceMode.Of(settings.Userns) : new NamespaceMode { Mode = settings.Userns[..colon], Value = settings.Userns[(colon + 1)..] };
    }

    private UserSpace DecideUser()
    {
        var mode = UserModeOf(_spec, _request.Settings.Containers);
        if (_spec.IdMappings is not null && mode.Mode != "private")
            throw Invalid("--userns and --uidmap, --gidmap, --subuidname or --subgidname cannot be set together");
        switch (mode.Mode)
        {
            case "host":
                RefuseValue(mode);
                return UserSpace.Host;
            case "private" or "nomap":
                RefuseValue(mode);
                break;
            case "keep-id" or "auto":
                break;
            case "no-map":
                mode = NamespaceMode.Of("nomap");
                break;
            case "container":
                RequireValue(mode);
                break;
            case "path":
                RequireValue(mode);
                mode = mode with { Value = NamespacePath("user", mode.Value!) };
                break;
            case "pod":
                throw Later("user namespace of a pod");
            default:
                throw Invalid($"invalid namespace type {mode.Mode} specified");
        }

        var facts = _request.Ids ?? throw new EngineException(ErrorKind.Internal, $"deciding on container {_request.Id}: nobody looked at ids");
        return new ResolveIds(facts, _host.Rootless).Decide(mode, _spec.IdMappings, _spec.User);
    }

    private (string? Hostname, string? Variable) DecideHostname(NamespaceMode uts, NamespaceMode network)
    {
        if (_spec.Hostname is { Length: > 0 } asked)
        {
            if (uts.Mode != "private")
            {
                throw Invalid(
                    $"invalid config provided: cannot set hostname when running in the {(uts.Mode == "host" ? "host" : "other container's")} UTS namespace: invalid configuration");
            }

            if (asked.Length > LongestHostname || asked.Contains('\0', StringComparison.Ordinal))
                throw Invalid($"invalid hostname \"{asked}\": must have at most {LongestHostname} characters");
            return (asked, asked);
        }

        return uts.Mode switch
        {
            "host" => (null, _host.HostName),
            "private" => Both(network.Mode == "host" ? _host.HostName : DefaultHostname()),
            _ => (null, null),
        };
    }

    private static (string?, string?) Both(string name) => (name, name);

    private string DefaultHostname()
    {
        var id = _request.Id[..ShortIdLength];
        if (!_request.Settings.Containers.ContainerNameAsHostname) return id;
        var name = new StringBuilder();
        foreach (var character in _spec.Name ?? _request.GeneratedName)
        {
            if (char.IsAsciiLetterOrDigit(character) || character == '-') name.Append(character);
        }

        return name.Length is > 0 and <= LongestHostname ? name.ToString() : id;
    }

    private static void RequireValue(NamespaceMode mode)
    {
        if (string.IsNullOrEmpty(mode.Value)) throw Invalid($"namespace mode {mode.Mode} requires a value");
    }

    private static void RefuseValue(NamespaceMode mode)
    {
        if (!string.IsNullOrEmpty(mode.Value)) throw Invalid($"namespace value {mode.Value} cannot be provided with namespace mode {mode.Mode}");
    }

    private HostPath Path(string path) => _request.Paths.TryGetValue(path, out var found)
        ? found
        : throw new EngineException(ErrorKind.Internal, $"deciding on container {_request.Id}: nobody looked at {path}");
}
