namespace Hull.Engine.Containers.RootFiles;

/// <summary>One end of a copy: a path of a container, a path of the host, or an archive.</summary>
public sealed record CopyEnd
{
    /// <summary>The container; null for the host or an archive.</summary>
    public string? Container { get; init; }

    /// <summary>The path as typed: in a container relative to its root or, without a leading slash, its working directory.</summary>
    public string Path { get; init; } = "";

    /// <summary>The archive, read (plain, gzip or zstd) or written; null for a path.</summary>
    public Stream? Archive { get; init; }
}
