namespace Hull.Linux.Descriptors;

/// <summary>What a descriptor is waited on for.</summary>
[Flags]
public enum Readiness
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A read would not block (data, the end, an error; for a pidfd: the process has ended).</summary>
    Read = 1,

    /// <summary>A write would not block.</summary>
    Write = 4,
}
