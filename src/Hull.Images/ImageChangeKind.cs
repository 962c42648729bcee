namespace Hull.Images;

/// <summary>What happened to an image.</summary>
public enum ImageChangeKind
{
    /// <summary>It got a name.</summary>
    Tagged,

    /// <summary>It lost a name.</summary>
    Untagged,

    /// <summary>It was removed.</summary>
    Removed,

    /// <summary>It came from an archive or directory.</summary>
    Loaded,

    /// <summary>It was written to an archive or directory.</summary>
    Saved,

    /// <summary>It was pushed to where a transport's prefix points.</summary>
    Pushed,

    /// <summary>It was made of a tar.</summary>
    Imported,
}
