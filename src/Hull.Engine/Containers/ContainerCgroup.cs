namespace Hull.Engine.Containers;

/// <summary>Where a container's cgroup lies: named by its id, so that a sweep finds it.</summary>
internal static class ContainerCgroup
{
    private const string Parent = "/hull";
    private const string Slice = "machine.slice";

    /// <summary>cgroupsPath of the runtime specification; null where the container gets no cgroup.</summary>
    public static string? PathOf(ContainerConfig config)
    {
        if (config.Spec.CgroupsMode == "disabled") return null;
        var parent = config.Spec.CgroupParent;
        return config.CgroupManager == "systemd"
            ? $"{(string.IsNullOrEmpty(parent) ? Slice : parent)}:hull:{config.Id}"
            : $"{(string.IsNullOrEmpty(parent) ? Parent : parent.TrimEnd('/'))}/hull-{config.Id}";
    }
}
