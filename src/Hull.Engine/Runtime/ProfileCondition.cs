namespace Hull.Engine.Runtime;

/// <summary>Where a rule of a profile holds, or does not.</summary>
internal sealed record ProfileCondition
{
    /// <summary>Capabilities of the bounding set: all of them to include a rule, any to exclude it.</summary>
    public IReadOnlyList<string>? Caps { get; init; }

    /// <summary>Architectures by GOARCH: any of them.</summary>
    public IReadOnlyList<string>? Arches { get; init; }

    /// <summary>The least kernel: 4.8.</summary>
    public string? MinKernel { get; init; }
}
