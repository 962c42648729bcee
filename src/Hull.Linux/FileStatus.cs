using Hull.Linux.Native;

namespace Hull.Linux;

/// <summary>What statx(2) says of a file.</summary>
public readonly record struct FileStatus
{
    /// <summary>What it is.</summary>
    public FileType Type { get; init; }

    /// <summary>The twelve permission bits (07777).</summary>
    public uint Mode { get; init; }

    /// <summary>The owner, as this user namespace sees it.</summary>
    public uint Uid { get; init; }

    /// <summary>The group, as this user namespace sees it.</summary>
    public uint Gid { get; init; }

    /// <summary>The length in bytes; of a link, its target's.</summary>
    public long Size { get; init; }

    /// <summary>How much of the disk it takes, in units of 512 bytes.</summary>
    public long Blocks { get; init; }

    /// <summary>How many names it has.</summary>
    public uint LinkCount { get; init; }

    /// <summary>Its number on the file system.</summary>
    public ulong Inode { get; init; }

    /// <summary>The file system's device, major then minor.</summary>
    public (uint Major, uint Minor) FileSystem { get; init; }

    /// <summary>A device node's numbers, major then minor.</summary>
    public (uint Major, uint Minor) Device { get; init; }

    /// <summary>Last read.</summary>
    public UnixTime AccessTime { get; init; }

    /// <summary>Last written.</summary>
    public UnixTime ModifyTime { get; init; }

    /// <summary>Last changed in any way.</summary>
    public UnixTime ChangeTime { get; init; }

    /// <summary>Overlay's mark of a removed path: a character device 0:0.</summary>
    public bool IsWhiteout => Type == FileType.CharacterDevice && Device == (0, 0);

    internal static FileStatus From(in Libc.Statx raw) => new()
    {
        Type = TypeOf(raw.Mode & Libc.S_IFMT),
        Mode = raw.Mode & 0xfffu,
        Uid = raw.Uid,
        Gid = raw.Gid,
        Size = (long)raw.Size,
        Blocks = (long)raw.Blocks,
        LinkCount = raw.LinkCount,
        Inode = raw.Inode,
        FileSystem = (raw.FileSystemMajor, raw.FileSystemMinor),
        Device = (raw.DeviceMajor, raw.DeviceMinor),
        AccessTime = new UnixTime(raw.AccessSeconds, (int)raw.AccessNanoseconds),
        ModifyTime = new UnixTime(raw.ModifySeconds, (int)raw.ModifyNanoseconds),
        ChangeTime = new UnixTime(raw.ChangeSeconds, (int)raw.ChangeNanoseconds),
    };

    private static FileType TypeOf(uint bits) => bits switch
    {
        Libc.S_IFREG => FileType.Regular,
        Libc.S_IFDIR => FileType.Directory,
        Libc.S_IFLNK => FileType.SymbolicLink,
        Libc.S_IFCHR => FileType.CharacterDevice,
        Libc.S_IFBLK => FileType.BlockDevice,
        Libc.S_IFIFO => FileType.Fifo,
        Libc.S_IFSOCK => FileType.Socket,
        _ => FileType.Unknown,
    };
}
