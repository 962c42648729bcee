using Hull.Images;

namespace Hull.Engine.Containers.Checkpoints;

/// <summary>How a container is checkpointed.</summary>
public sealed record CheckpointOptions
{
    /// <summary>The archive to write as well; null writes none.</summary>
    public string? Export { get; init; }

    /// <summary>How the archive is compressed.</summary>
    public ArchiveCompression Compression { get; init; } = ArchiveCompression.Zstd;

    /// <summary>Whether file locks are taken along.</summary>
    public bool FileLocks { get; init; }

    /// <summary>Whether the archive leaves out what was written to the root file system.</summary>
    public bool IgnoreRootfs { get; init; }

    /// <summary>Whether the archive leaves out volumes.</summary>
    public bool IgnoreVolumes { get; init; }

    /// <summary>Whether CRIU's logs and statistics stay.</summary>
    public bool Keep { get; init; }

    /// <summary>Whether the container runs on.</summary>
    public bool LeaveRunning { get; init; }

    /// <summary>Whether only memory is written, for a later checkpoint to build on; the container runs on.</summary>
    public bool PreCheckpoint { get; init; }

    /// <summary>Whether open TCP connections are taken along.</summary>
    public bool TcpEstablished { get; init; }

    /// <summary>Whether only what changed since the pre-checkpoint is written.</summary>
    public bool WithPrevious { get; init; }
}
