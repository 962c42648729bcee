namespace Hull.Linux.Mounts;

/// <summary>Flags of a mount, with the values of mount(2).</summary>
[Flags]
public enum MountFlags
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>ro.</summary>
    ReadOnly = 1,

    /// <summary>nosuid.</summary>
    NoSetUserId = 2,

    /// <summary>nodev.</summary>
    NoDevices = 4,

    /// <summary>noexec.</summary>
    NoExecute = 8,

    /// <summary>nosymfollow (kernel 5.10).</summary>
    NoSymbolicLinks = 256,

    /// <summary>noatime.</summary>
    NoAccessTime = 1024,

    /// <summary>nodiratime.</summary>
    NoDirectoryAccessTime = 2048,
}
