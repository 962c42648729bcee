namespace Hull.Engine.Hooks;

/// <summary>Which containers a hook is for: those that meet every condition that is given.</summary>
internal sealed record HookWhen
{
    /// <summary>True: all containers; false: none.</summary>
    public bool? Always { get; init; }

    /// <summary>Regular expressions of names → of values: for each there must be an annotation.</summary>
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>Regular expressions, one of which must match the program.</summary>
    public IReadOnlyList<string>? Commands { get; init; }

    /// <summary>Whether the caller has bound something of the host into the container.</summary>
    public bool? HasBindMounts { get; init; }
}
