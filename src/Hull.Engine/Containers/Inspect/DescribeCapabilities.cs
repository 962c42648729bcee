namespace Hull.Engine.Containers.Inspect;

/// <summary>A container's capabilities, and how they differ from the configured default.</summary>
internal sealed record DescribeCapabilities
{
    /// <summary>What its first process begins with; null for none.</summary>
    public IReadOnlyList<string>? Effective { get; private init; }

    /// <summary>What a process in it can have at most; null for none.</summary>
    public IReadOnlyList<string>? Bounding { get; private init; }

    /// <summary>Beyond the default.</summary>
    public required IReadOnlyList<string> Added { get; init; }

    /// <summary>Missing from the default, sorted.</summary>
    public required IReadOnlyList<string> Dropped { get; init; }

    /// <summary>Describes them: of a container that runs, as the runtime was told.</summary>
    public static DescribeCapabilities Of(ContainerConfig config, InspectFacts facts)
    {
        var running = facts.Running?.Process?.Capabilities;
        var bounding = running is null ? config.Capabilities : running.Bounding ?? [];
        var effective = running is null ? IsRoot(config.Spec.User) ? config.Capabilities : config.UserCapabilities : running.Effective ?? [];
        // A privileged container is compared with all that there are: it should lack none.
        IReadOnlyList<string> usual = config.Spec.Privileged == true ? Capabilities.Known : facts.DefaultCapabilities;
        return new DescribeCapabilities
        {
            Effective = NullIfNone(effective),
            Bounding = NullIfNone(bounding),
            Added = [.. bounding.Except(usual, StringComparer.Ordinal)],
            Dropped = [.. usual.Except(bounding, StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        };
    }

    private static bool IsRoot(string? user)
    {
        var name = user?.Split(':')[0];
        return name is null or "" or "0" or "root";
    }

    private static IReadOnlyList<string>? NullIfNone(IReadOnlyList<string> names) => names.Count == 0 ? null : names;
}
