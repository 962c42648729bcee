namespace Hull.Engine.Cdi;

/// <summary>A device node of <see cref="CdiEdits"/>; what it does not say is the host's node.</summary>
internal sealed record CdiNode
{
    /// <summary>Where it appears inside.</summary>
    public string? Path { get; init; }

    /// <summary>The node of the host; null is that of the same path.</summary>
    public string? HostPath { get; init; }

    /// <summary>c, b, u or p.</summary>
    public string? Type { get; init; }

    /// <summary>The major number.</summary>
    public long? Major { get; init; }

    /// <summary>The minor number.</summary>
    public long? Minor { get; init; }

    /// <summary>Permission bits.</summary>
    public uint? FileMode { get; init; }

    /// <summary>Some of r, w, m.</summary>
    public string? Permissions { get; init; }

    /// <summary>The owner.</summary>
    public uint? Uid { get; init; }

    /// <summary>The owning group.</summary>
    public uint? Gid { get; init; }
}
