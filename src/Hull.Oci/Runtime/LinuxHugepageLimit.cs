namespace Hull.Oci.Runtime;

/// <summary>The limit of one huge page size.</summary>
public sealed record LinuxHugepageLimit
{
    /// <summary>The page size: 2MB.</summary>
    public required string PageSize { get; init; }

    /// <summary>The limit in bytes.</summary>
    public ulong Limit { get; init; }
}
