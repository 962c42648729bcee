namespace Hull.Engine.Containers.RootFiles;

/// <summary>How a path differs.</summary>
public enum FileChangeKind
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>It was there and is another now.</summary>
    Changed,

    /// <summary>It has gone.</summary>
    Deleted,
}
