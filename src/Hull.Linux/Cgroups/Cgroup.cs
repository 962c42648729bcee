namespace Hull.Linux.Cgroups;

/// <summary>A control group: with v2 one folder, with v1 one in each hierarchy.</summary>
public sealed record Cgroup
{
    /// <summary>Its path, for messages.</summary>
    public required string Path { get; init; }

    /// <summary>Its folders, which need not all exist.</summary>
    public required IReadOnlyList<CgroupDirectory> Directories { get; init; }

    /// <summary>Whether it exists in any hierarchy.</summary>
    public bool Exists => Directories.Any(directory => Directory.Exists(directory.Path));

    /// <summary>The folder that a controller's files are in; null if no hierarchy has the controller.</summary>
    public string? DirectoryOf(string controller)
        => Directories.FirstOrDefault(directory => directory.Hierarchy.Controllers.Contains(controller))?.Path;

    /// <summary>The v2 folder; null without v2.</summary>
    public string? UnifiedDirectory => Directories.FirstOrDefault(directory => directory.Hierarchy.IsVersion2)?.Path;
}
