using Hull.Engine.Containers;
using Hull.Engine.Networks;

namespace Hull.Engine.Runtime;

/// <summary>The scope of a conmon, and what is moved into it beside: the processes that carry its container's network live as long as it does.</summary>
/// <param name="Rootless">Whether they are an ordinary user's.</param>
/// <param name="Beside">The other processes.</param>
internal sealed record MonitorScope(bool Rootless, IReadOnlyList<int> Beside)
{
    /// <summary>Of a container that starts; null where systemd does not make its cgroup, or conmon is to stay in the caller's.</summary>
    public static MonitorScope? Of(ContainerConfig config, IEnumerable<NetworkAttachment> attachments) =>
        config.CgroupManager == "systemd" && config.Spec.CgroupsMode is null or "" or "default" or "enabled"
            ? new MonitorScope(config.Rootless, [.. attachments.Select(attachment => attachment.HelperPid).Where(pid => pid > 0)])
            : null;
}
