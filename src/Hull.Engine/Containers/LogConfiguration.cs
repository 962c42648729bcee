
namespace Hull.Engine.Containers;

/// <summary>Where a container's output goes.</summary>
public sealed record LogConfiguration
{
    /// <summary>k8s-file, journald, none, passthrough or passthrough-tty; null is the configured default.</summary>
    public string? Driver { get; init; }

    /// <summary>The log file's path; null lets Hull choose.</summary>
    public string? Path { get; init; }

    /// <summary>The largest size in bytes; zero or less is unlimited.</summary>
    public long? Size { get; init; }

    /// <summary>The driver's other options (tag, max-file).</summary>
    public IReadOnlyDictionary<string, string>? Options { get; init; }
}
