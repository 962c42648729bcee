namespace Hull.Linux;

/// <summary>What a path is (S_IFMT of stat(2)).</summary>
public enum FileType
{
    /// <summary>A type that Linux doesn't name.</summary>
    Unknown,

    /// <summary>A regular file.</summary>
    Regular,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A symbolic link.</summary>
    SymbolicLink,

    /// <summary>A character device; 0:0 is overlay's whiteout.</summary>
    CharacterDevice,

    /// <summary>A block device.</summary>
    BlockDevice,

    /// <summary>A named pipe.</summary>
    Fifo,

    /// <summary>A socket's name.</summary>
    Socket,
}
