using Hull.Engine.Health;
using Hull.Engine.Networks;
using Hull.Engine.Runtime;
using Hull.Linux.Processes;
using Hull.Oci;

namespace Hull.Engine.Containers.Inspect;

/// <summary>Config of `inspect`.</summary>
internal static class DescribeConfig
{
    private const int UmaskDigits = 4;
    private const int ShortIdLength = 12;

    /// <summary>Describes what does not depend on the host.</summary>
    public static InspectedConfig Of(ContainerConfig config, InspectFacts facts)
    {
        var spec = config.Spec;
        return new InspectedConfig
        {
            Hostname = spec.Hostname ?? (spec.UtsNamespace.Mode == "host" ? facts.HostName : config.Id[..ShortIdLength]),
            User = spec.User ?? "",
            Tty = spec.Terminal == true,
            OpenStdin = spec.Stdin == true,
            Env = Environment(config, facts.Running?.Process?.Env ?? config.Env),
            Cmd = NullIfEmpty(spec.Command),
            Image = config.ImageName,
            WorkingDir = config.WorkDir,
            Entrypoint = NullIfEmpty(spec.Entrypoint),
            Labels = NullIfEmpty(spec.Labels),
            Annotations = Annotations(config, facts),
            StopSignal = new Signal(config.StopSignal).Name,
            CreateCommand = NullIfEmpty(spec.CreateCommand),
            Timezone = string.IsNullOrEmpty(spec.Timezone) ? null : spec.Timezone,
            Umask = (spec.Umask ?? "").PadLeft(UmaskDigits, '0'),
            Timeout = config.Spec.Timeout ?? 0,
            StopTimeout = config.StopTimeout,
            ExposedPorts = Ports(spec),
            Secrets = Secrets(config),
            SdNotifyMode = spec.SdNotifyMode ?? "container",
            SdNotifySocket = spec.SdNotifySocket,
            SystemdMode = spec.Systemd == "true",
            Healthcheck = DescribeHealth.Check(spec),
            StartupHealthCheck = DescribeHealth.Startup(spec),
            HealthcheckOnFailureAction = ResolveContainer.WordOf(spec.HealthCheckOnFailureAction ?? HealthAction.None),
            HealthLogDestination = spec.HealthConfig is null ? null : spec.HealthLogDestination,
            HealthMaxLogCount = spec.HealthConfig is null ? 0 : spec.HealthMaxLogCount ?? 0,
            HealthMaxLogSize = spec.HealthConfig is null ? 0 : spec.HealthMaxLogSize ?? 0,
        };
    }

    // That there is a secret is told; what it keeps is not.
    private static IReadOnlyList<string> Environment(ContainerConfig config, IReadOnlyList<string> variables)
    {
        if (config.SecretEnv.Count == 0) return variables;
        return
        [
            .. variables.Where(line => !config.SecretEnv.ContainsKey(line.Split('=')[0])),
            .. config.SecretEnv.Keys.Order(StringComparer.Ordinal).Select(static name => name + "=*******"),
        ];
    }

    private static IReadOnlyList<InspectedSecretUse>? Secrets(ContainerConfig config) => config.Secrets.Count == 0 ? null :
    [
        .. config.Secrets.Select(static secret => new InspectedSecretUse { Name = secret.Name, Id = secret.Id, Uid = secret.Uid, Gid = secret.Gid, Mode = secret.Mode }),
    ];

    private static SortedDictionary<string, EmptyObject>? Ports(ContainerSpec spec)
    {
        var ports = new SortedDictionary<string, EmptyObject>(StringComparer.Ordinal);
        foreach (var port in PortLists.Keys(spec.Expose).Concat(PortLists.Bindings(spec.PortMappings ?? []).Keys)) ports[port] = new EmptyObject();
        return ports.Count > 0 ? ports : null;
    }

    /// <summary>The annotations: of a container that runs those that the runtime was told.</summary>
    public static IReadOnlyDictionary<string, string>? Annotations(ContainerConfig config, InspectFacts facts) =>
        NullIfEmpty(WithoutFilter(facts.Running?.Annotations ?? config.Spec.Annotations));

    // The compiled system call filter is between Hull and crun: kilobytes of base64 that tell a reader nothing.
    private static IReadOnlyDictionary<string, string>? WithoutFilter(IReadOnlyDictionary<string, string>? annotations) =>
        annotations?.ContainsKey(OciSpecBuilder.BpfAnnotation) != true
            ? annotations
            : annotations.Where(pair => pair.Key != OciSpecBuilder.BpfAnnotation).ToDictionary(StringComparer.Ordinal);

    private static IReadOnlyList<string>? NullIfEmpty(IReadOnlyList<string>? list) => list is { Count: > 0 } ? list : null;

    private static IReadOnlyDictionary<string, string>? NullIfEmpty(IReadOnlyDictionary<string, string>? map) => map is { Count: > 0 } ? map : null;
}
