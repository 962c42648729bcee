namespace Hull.Engine.Containers;

/// <summary>The kind of a file of the host.</summary>
internal enum HostPathKind
{
    /// <summary>There is none, or it cannot be read.</summary>
    Missing,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A regular file, a socket or a pipe.</summary>
    File,

    /// <summary>A character device.</summary>
    CharacterDevice,

    /// <summary>A block device.</summary>
    BlockDevice,
}
