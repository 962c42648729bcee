namespace Hull.Linux.Tar;

/// <summary>What an entry of an archive makes.</summary>
public enum TarEntryType
{
    /// <summary>A regular file ('0', NUL, '7', and GNU's sparse 'S').</summary>
    RegularFile,

    /// <summary>Another name of a file that an earlier entry made ('1').</summary>
    HardLink,

    /// <summary>A symbolic link ('2').</summary>
    SymbolicLink,

    /// <summary>A character device ('3').</summary>
    CharacterDevice,

    /// <summary>A block device ('4').</summary>
    BlockDevice,

    /// <summary>A directory ('5', or in the oldest archives a name that ends in a slash).</summary>
    Directory,

    /// <summary>A named pipe ('6').</summary>
    Fifo,
}
