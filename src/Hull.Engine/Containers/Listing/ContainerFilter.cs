using System.Globalization;
using Hull.Core;
using Hull.Core.GoSyntax;
using Hull.Engine.Configuration;
using Hull.Engine.Health;

namespace Hull.Engine.Containers.Listing;

/// <summary>Which containers a list shows: Podman's filters, parsed once and applied to each record.</summary>
public sealed class ContainerFilter
{
    private static readonly string[] States = ["created", "initialized", "running", "stopped", "paused", "exited", "removing", "stopping", "unknown"];

    private static readonly string[] RestartPolicies = ["no", "none", "always", "on-failure", "unless-stopped"];

    private static readonly string[] HealthWords = ["starting", "healthy", "unhealthy", "stopped", "none"];

    private readonly List<Func<ContainerRecord, bool>> _conditions = [];

    private ContainerFilter()
    {
    }

    /// <summary>Whether a state was asked for, which makes a list show containers in any state.</summary>
    public bool AsksForState { get; private init; }

    /// <summary>Reads filters.</summary>
    /// <param name="texts">Each name=value.</param>
    /// <param name="find">Finds the container that before and since name.</param>
    /// <param name="clock">Now, for until.</param>
    /// <exception cref="EngineException">InvalidArgument: a filter is unknown or its value is wrong; NotFound; Unsupported.</exception>
    public static ContainerFilter Parse(IEnumerable<string> texts, Func<string, ContainerRecord> find, TimeProvider clock)
    {
        var filters = FilterTexts.Gather(texts);
        var filter = new ContainerFilter { AsksForState = filters.ContainsKey("status") };
        foreach (var (name, values) in filters) filter._conditions.Add(Condition(name, values, find, clock));
        return filter;
    }

    /// <summary>Whether a container passes.</summary>
    /// <param name="record">The container.</param>
    public bool Passes(ContainerRecord record) => _conditions.TrueForAll(condition => condition(record));

    private static Func<ContainerRecord, bool> Condition(
        string name, IReadOnlyList<string> values, Func<string, ContainerRecord> find, TimeProvider clock)
    {
        switch (name)
        {
            case "id":
                var ids = values.Select(IdFilter.Parse).ToList();
                return record => ids.Exists(id => id.Matches(record.Config.Id));
            case "name":
                var names = values.Select(value => NamePattern.Parse(value.Replace("/", "", StringComparison.Ordinal))).ToList();
                return record => names.Exists(pattern => pattern.Matches(record.Config.Name));
            case "label":
                return record => LabelFilter.All(values, record.Config.Spec.Labels);
            case "label!":
                return record => LabelFilter.None(values, record.Config.Spec.Labels);
            case "status":
                return Status(values);
            case "exited":
                var codes = values.Select(ReadCode).ToList();
                return record => record.State.Status is ContainerStatus.Exited or ContainerStatus.Stopped && codes.Contains(record.State.ExitCode);
            case "ancestor":
                return Ancestor(values);
            case "before":
                var earliest = values.Min(value => find(value).Config.Created);
                return record => record.Config.Created < earliest;
            case "since":
                var first = values.Min(value => find(value).Config.Created);
                return record => record.Config.Created > first;
            case "until":
                if (values.Count != 1) throw Invalid("specify exactly one timestamp for until");
                var until = Moment.Read(values[0], clock);
                return record => record.Config.Created < until;
            case "volume":
                return record => values.Any(value => Mounts(record.Config.Spec, value));
            case "restart-policy":
                foreach (var value in values)
                    if (!RestartPolicies.Contains(value)) throw Invalid($"{value} invalid restart policy");
                return record => values.Any(value => (value == "none" ? "no" : value) == (record.Config.Spec.RestartPolicy is { Length: > 0 } policy ? policy : "no"));
            case "command":
                var commands = values.Select(NamePattern.Parse).ToList();
                return record => record.Config.Args is [var program, ..] && commands.Exists(pattern => pattern.Matches(program));
            case "network":
                return record => values.Any(value => UsesNetwork(record.Config.Spec, value, find));
            case "health":
                foreach (var value in values)
                    if (!HealthWords.Contains(value)) throw Invalid($"unknown health state: {value}: invalid argument");
                return record => values.Contains(HealthOf(record));
            case "should-start-on-boot":
                var boots = values.Select(ReadFlag).ToList();
                return record => boots.Contains(RestartRule.StartsOnBoot(record.Config.Spec, record.State));
            case "pod":
                throw new EngineException(ErrorKind.Unsupported, $"filter {name} is not supported yet: Hull has no such thing to filter by");
            default:
                throw Invalid($"{name} is an invalid filter");
        }
    }

    private static Func<ContainerRecord, bool> Status(IReadOnlyList<string> values)
    {
        foreach (var value in values)
            if (!States.Contains(value)) throw Invalid($"unknown container state: {value}: invalid argument");
        // Podman takes stopped and exited for the same.
        var wanted = values.Select(value => value == "stopped" ? "exited" : value).ToHashSet(StringComparer.Ordinal);
        return record => wanted.Contains(record.State.Status == ContainerStatus.Stopped ? "exited" : ContainerVerbs.StatusWord(record.State.Status));
    }

    private static Func<ContainerRecord, bool> Ancestor(IReadOnlyList<string> values)
    {
        var patterns = values.Select(NamePattern.Parse).ToList();
        return record =>
        {
            if (values.Any(value => record.Config.ImageId.Contains(value, StringComparison.Ordinal))) return true;
            var image = record.Config.ImageName;
            var bare = image.EndsWith(":latest", StringComparison.Ordinal) ? image[..^":latest".Length] : image;
            return patterns.Exists(pattern => pattern.Matches(image) || pattern.Matches(bare));
        };
    }

    // A network's name, or container:NAME for those that share that container's.
    private static bool UsesNetwork(ContainerSpec spec, string value, Func<string, ContainerRecord> find) => spec.NetworkNamespace switch
    {
        { Mode: "container" } shared => value.StartsWith("container:", StringComparison.Ordinal) && find(value["container:".Length..]).Config.Id == shared.Value,
        _ => spec.Networks?.ContainsKey(value) == true,
    };

    private static bool Mounts(ContainerSpec spec, string value)
    {
        var at = value.IndexOf(':', StringComparison.Ordinal);
        var source = at < 0 ? value : value[..at];
        var destination = at < 0 ? null : value[(at + 1)..];
        return (spec.Mounts ?? []).Any(mount => destination is null ? mount.Destination == source : mount.Source == source && mount.Destination == destination)
            || (spec.Volumes ?? []).Any(volume => (volume.Name == source || (destination is null && volume.Dest == source)) && (destination is null || volume.Dest == destination));
    }

    private static string HealthOf(ContainerRecord record) => record.Config.Spec.HealthConfig is { IsOn: true } ? (record.State.Health ?? new HealthState()).Word : "none";

    private static bool ReadFlag(string text) => text switch
    {
        "true" or "1" or "t" or "T" or "True" or "TRUE" => true,
        "false" or "0" or "f" or "F" or "False" or "FALSE" => false,
        _ => throw Invalid($"strconv.ParseBool: parsing {GoQuote.Text(text)}: invalid syntax"),
    };

    private static int ReadCode(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var code)
        ? code
        : throw Invalid($"exited code out of range {GoQuote.Text(text)}");

    private static EngineException Invalid(string message) => new(ErrorKind.InvalidArgument, message);
}
