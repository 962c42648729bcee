using Hull.Engine.Store;

namespace Hull.Engine.Containers.Checkpoints;

/// <summary>Where the files of a container's checkpoint lie: below its lasting directory.</summary>
/// <param name="paths">The store.</param>
/// <param name="id">The container.</param>
internal sealed class CheckpointPaths(StorePaths paths, string id)
{
    /// <summary>CRIU's images.</summary>
    public string Images => Path.Join(paths.Container(id), "checkpoint");

    /// <summary>CRIU's images of a pre-checkpoint.</summary>
    public string PreviousImages => Path.Join(paths.Container(id), "pre-checkpoint");

    /// <summary>Where CRIU works, and leaves logs and statistics.</summary>
    public string Work => paths.Container(id);

    /// <summary>CRIU's log of a checkpoint.</summary>
    public string DumpLog => Path.Join(Work, "dump.log");

    /// <summary>CRIU's log of a restore.</summary>
    public string RestoreLog => Path.Join(Work, "restore.log");

    /// <summary>CRIU's statistics of a checkpoint.</summary>
    public string DumpStatistics => Path.Join(Work, "stats-dump");

    /// <summary>CRIU's statistics of a restore.</summary>
    public string RestoreStatistics => Path.Join(Work, "stats-restore");

    /// <summary>What is to go into an archive, while it is written.</summary>
    public string Export => Path.Join(paths.Container(id), "export");
}
