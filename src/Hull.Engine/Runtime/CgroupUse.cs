namespace Hull.Engine.Runtime;

/// <summary>Who makes the cgroup of a container.</summary>
internal enum CgroupUse
{
    /// <summary>The runtime, in the cgroup file system.</summary>
    FileSystem,

    /// <summary>systemd, asked by the runtime.</summary>
    Systemd,

    /// <summary>Nobody: it stays in its caller's.</summary>
    None,
}
