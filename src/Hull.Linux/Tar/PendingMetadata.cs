namespace Hull.Linux.Tar;

/// <summary>What the headers before an entry said of it.</summary>
internal sealed class PendingMetadata
{
    /// <summary>The extended header, on top of the global ones.</summary>
    public PaxAttributes? Pax { get; set; }

    /// <summary>GNU's long name.</summary>
    public byte[]? LongName { get; set; }

    /// <summary>GNU's long link name.</summary>
    public byte[]? LongLink { get; set; }

    public bool IsEmpty => Pax is null && LongName is null && LongLink is null;

    /// <summary>The name of the entry to come as far as it is known, else the one before.</summary>
    public RawPath Name(RawPath previous) => (LongName ?? Pax?.Path) is { } name ? new RawPath(name) : previous;
}
