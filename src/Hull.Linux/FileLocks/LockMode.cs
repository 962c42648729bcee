namespace Hull.Linux.FileLocks;

/// <summary>Who else may hold the lock.</summary>
public enum LockMode
{
    /// <summary>Nobody.</summary>
    Exclusive,

    /// <summary>Others that hold it shared.</summary>
    Shared,
}
