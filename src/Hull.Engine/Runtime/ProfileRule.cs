using Hull.Oci.Runtime;

namespace Hull.Engine.Runtime;

/// <summary>One rule of a profile.</summary>
internal sealed record ProfileRule
{
    /// <summary>One call (old form).</summary>
    public string? Name { get; init; }

    /// <summary>The calls.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>The action.</summary>
    public string? Action { get; init; }

    /// <summary>Conditions on arguments.</summary>
    public IReadOnlyList<LinuxSeccompArg>? Args { get; init; }

    /// <summary>The error number of SCMP_ACT_ERRNO.</summary>
    public uint? ErrnoRet { get; init; }

    /// <summary>The same by name or as digits; comes first.</summary>
    public string? Errno { get; init; }

    /// <summary>Where the rule holds.</summary>
    public ProfileCondition? Includes { get; init; }

    /// <summary>Where it does not.</summary>
    public ProfileCondition? Excludes { get; init; }
}
