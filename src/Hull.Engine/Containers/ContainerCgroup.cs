using Hull.Engine.Runtime;

namespace Hull.Engine.Containers;

/// <summary>Where a container's cgroup lies: named by its id, so that a sweep finds it.</summary>
internal static class ContainerCgroup
{
    /// <summary>The mode that divides the engine's own cgroup: one part for conmon, one for the container.</summary>
    public const string Split = "split";

    /// <summary>conmon's part.</summary>
    public const string Supervisor = "supervisor";

    /// <summary>cgroupsPath of the runtime specification; null where the container gets no cgroup.</summary>
    public static string? PathOf(ContainerConfig config)
    {
        if (config.Spec.CgroupsMode == "disabled" || !config.HasCgroup) return null;
        var parent = config.Spec.CgroupParent;
        if (config.Spec.CgroupsMode == Split) return $"{Below(parent)}/hull-payload-{config.Id}";
        return config.CgroupManager == "systemd"
            ? $"{(string.IsNullOrEmpty(parent) ? OwnScope.SliceOf(config.Rootless) : parent)}:hull:{config.Id}"
            : $"{Below(parent)}/hull-{config.Id}";
    }

    // A parent is meant from the hierarchy's root, with or without the leading slash.
    private static string Below(string? parent) => parent?.Trim('/') is { Length: > 0 } name ? "/" + name : "";

    /// <summary>
    /// The directory of its cgroup below each hierarchy's root, for an ordinary user below what the user's systemd has; null where it gets none.
    /// systemd makes a scope in a slice, whose name holds its parents'.
    /// </summary>
    public static string? DirectoryOf(ContainerConfig config)
    {
        var path = PathOf(config);
        if (path is null || config.CgroupManager != "systemd" || config.Spec.CgroupsMode == Split) return path;
        var parts = path.Split(':');
        var name = parts[0].EndsWith(".slice", StringComparison.Ordinal) ? parts[0][..^".slice".Length] : parts[0];
        var directory = "";
        for (var dash = name.IndexOf('-', StringComparison.Ordinal); dash > 0; dash = name.IndexOf('-', dash + 1))
            directory += $"/{name[..dash]}.slice";
        return $"{directory}/{name}.slice/{parts[1]}-{parts[2]}.scope";
    }
}
