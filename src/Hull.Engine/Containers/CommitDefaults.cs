using Hull.Images.Transports;
using Hull.Oci;

namespace Hull.Engine.Containers;

/// <summary>Decides what a container of a committed image is like: as the committed one, changed as asked. Pure.</summary>
internal static class CommitDefaults
{
    /// <summary>Decides.</summary>
    /// <param name="config">The container.</param>
    /// <param name="image">What its image says; empty where it has none.</param>
    /// <param name="request">What is asked.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: a change is malformed.</exception>
    public static ContainerDefaults Of(ContainerConfig config, ContainerDefaults image, CommitRequest request)
    {
        var spec = config.Spec;
        var defaults = image with
        {
            User = spec.User is { Length: > 0 } user ? user : image.User,
            Env = Environment(config, image),
            Entrypoint = spec.Entrypoint is { Count: > 0 } entrypoint ? entrypoint : null,
            Cmd = spec.Command is { Count: > 0 } command ? command : null,
            WorkingDir = config.WorkDir,
            Labels = Labels(image, spec),
            ExposedPorts = Ports(image, spec),
            Volumes = request.IncludeVolumes ? Volumes(image, config) : image.Volumes,
        };
        if (request.Configuration is { } document) defaults = defaults.With(document.Span, "--config");
        return ImageChanges.Apply(defaults, request.Changes);
    }

    // The host's name belongs to the container, not to what is made of it.
    private static List<string> Environment(ContainerConfig config, ContainerDefaults image) =>
        [.. config.Env.Where(line => !line.StartsWith("HOSTNAME=", StringComparison.Ordinal) || image.Env?.Contains(line) == true)];

    private static Dictionary<string, string>? Labels(ContainerDefaults image, ContainerSpec spec)
    {
        var labels = new Dictionary<string, string>(image.Labels ?? new Dictionary<string, string>());
        foreach (var (name, value) in spec.Labels ?? new Dictionary<string, string>()) labels[name] = value;
        return labels.Count == 0 ? null : labels;
    }

    private static Dictionary<string, EmptyObject>? Ports(ContainerDefaults image, ContainerSpec spec)
    {
        var ports = new Dictionary<string, EmptyObject>(image.ExposedPorts ?? new Dictionary<string, EmptyObject>());
        foreach (var mapping in spec.PortMappings ?? [])
        {
            for (var offset = 0; offset < Math.Max((int)mapping.Range, 1); offset++)
                ports[$"{mapping.ContainerPort + offset}/{(string.IsNullOrEmpty(mapping.Protocol) ? "tcp" : mapping.Protocol)}"] = EmptyObject.Instance;
        }
        foreach (var (port, protocol) in spec.Expose ?? new Dictionary<ushort, string>()) ports[$"{port}/{protocol}"] = EmptyObject.Instance;
        return ports.Count == 0 ? null : ports;
    }

    private static Dictionary<string, EmptyObject>? Volumes(ContainerDefaults image, ContainerConfig config)
    {
        var volumes = new Dictionary<string, EmptyObject>(image.Volumes ?? new Dictionary<string, EmptyObject>());
        foreach (var mount in config.Spec.Mounts ?? [])
            if (MountOptions.IsBind(mount)) volumes[mount.Destination] = EmptyObject.Instance;
        foreach (var volume in config.Spec.Volumes ?? []) volumes[volume.Dest] = EmptyObject.Instance;
        return volumes.Count == 0 ? null : volumes;
    }
}
