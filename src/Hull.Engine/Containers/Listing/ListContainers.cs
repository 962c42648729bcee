using System.Globalization;
using Hull.Engine.Configuration;
using Hull.Engine.Networks;

namespace Hull.Engine.Containers.Listing;

/// <summary>Describes containers for lists.</summary>
public static class ListContainers
{
    // Go's time.Time{}.Unix(): what Podman prints for a moment that never was.
    private const long Never = -62135596800;

    /// <summary>Describes one container.</summary>
    /// <param name="record">The container.</param>
    /// <param name="now">Now.</param>
    /// <param name="namespaces">Whether to read the numbers of its namespaces.</param>
    /// <param name="networkOwner">The container whose network it uses (<see cref="ContainerVerbs.NetworkOwner"/>); null is itself.</param>
    public static ListedContainer Describe(ContainerRecord record, DateTimeOffset now, bool namespaces = false, ContainerRecord? networkOwner = null)
    {
        var (config, state) = record;
        var exited = state.Status is ContainerStatus.Exited or ContainerStatus.Stopped;
        return new ListedContainer
        {
            AutoRemove = config.Spec.Remove == true,
            Command = config.Args,
            CreatedAt = HumanDuration.Of(now - config.Created) + " ago",
            Exited = exited,
            ExitedAt = state.Finished?.ToUnixTimeSeconds() ?? Never,
            ExitCode = state.ExitCode,
            Id = config.Id,
            Image = config.ImageName,
            ImageId = config.ImageId,
            Labels = config.Spec.Labels is { Count: > 0 } labels ? labels : null,
            Mounts = [.. MountTargets.Of(config.Spec)],
            Names = [config.Name],
            Namespaces = namespaces && state.Pid != 0 ? ReadNamespaces(state.Pid) : new ListedNamespaces(),
            Networks = [.. (config.Spec.Networks ?? new Dictionary<string, PerNetworkOptions>()).Keys],
            Ports = (networkOwner ?? record).Config.Spec.PortMappings is { Count: > 0 } ports ? ports : null,
            ExposedPorts = config.Spec.Expose is { Count: > 0 } exposed ? Protocols(exposed) : null,
            Pid = state.Pid,
            Restarts = state.RestartCount,
            StartedAt = state.Started?.ToUnixTimeSeconds() ?? Never,
            State = ContainerVerbs.StatusWord(state.Status),
            Status = StatusText(state, now),
            Created = config.Created.ToUnixTimeSeconds(),
        };
    }

    /// <summary>Where a container stands, in Podman's words: "Up 3 seconds", "Exited (0) 5 minutes ago", "Created".</summary>
    /// <param name="state">The state.</param>
    /// <param name="now">Now.</param>
    public static string StatusText(ContainerState state, DateTimeOffset now) => state.Status switch
    {
        ContainerStatus.Running => $"Up {HumanDuration.Of(now - (state.Started ?? now))}" + (state.Health is { } health ? $" ({health.Word})" : ""),
        ContainerStatus.Exited or ContainerStatus.Stopped =>
            string.Create(CultureInfo.InvariantCulture, $"Exited ({state.ExitCode}) {HumanDuration.Of(now - (state.Finished ?? now))} ago"),
        _ => Capitalized(ContainerVerbs.StatusWord(state.Status)),
    };

    private static Dictionary<ushort, IReadOnlyList<string>> Protocols(IReadOnlyDictionary<ushort, string> exposed) =>
        exposed.ToDictionary(port => port.Key, port => (IReadOnlyList<string>)port.Value.Split(','));

    private static string Capitalized(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static ListedNamespaces ReadNamespaces(int pid) => new()
    {
        Cgroup = ReadNamespace(pid, "cgroup"),
        Ipc = ReadNamespace(pid, "ipc"),
        Mnt = ReadNamespace(pid, "mnt"),
        Net = ReadNamespace(pid, "net"),
        Pidns = ReadNamespace(pid, "pid"),
        User = ReadNamespace(pid, "user"),
        Uts = ReadNamespace(pid, "uts"),
    };

    // The link reads "pid:[4026531836]". A process that ends meanwhile has none.
    private static string? ReadNamespace(int pid, string kind)
    {
        try
        {
            var target = new FileInfo($"/proc/{pid}/ns/{kind}").LinkTarget;
            return target is null ? null : target[(target.IndexOf('[', StringComparison.Ordinal) + 1)..].TrimEnd(']');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
