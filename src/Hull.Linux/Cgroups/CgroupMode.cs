namespace Hull.Linux.Cgroups;

/// <summary>Which cgroup hierarchies this process sees.</summary>
public enum CgroupMode
{
    /// <summary>None at all.</summary>
    None,

    /// <summary>Only v1, one hierarchy a controller or so.</summary>
    Version1,

    /// <summary>v1 hierarchies and the v2 one side by side.</summary>
    Hybrid,

    /// <summary>Only the one v2 hierarchy.</summary>
    Version2,
}
