using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Hull.Linux.Native;

namespace Hull.Linux;

/// <summary>What statx(2) says of a path of the host. Paths inside a container's root go through SafePath, never through this.</summary>
public readonly record struct PathStatus
{
    // struct statx (linux/stat.h), 256 bytes.
    private const int Length = 256;
    private const int UidOffset = 20;
    private const int GidOffset = 24;
    private const int ModeOffset = 28;
    private const int InodeOffset = 32;
    private const int SizeOffset = 40;
    private const int ChangedOffset = 96;
    private const int ModifiedOffset = 112;
    private const int RdevOffset = 128;
    private const int DeviceOffset = 136;
    private const uint TypeMask = 0xF000;
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>The type bits of the mode: S_IFDIR 0x4000, S_IFCHR 0x2000, S_IFBLK 0x6000, S_IFREG 0x8000, S_IFLNK 0xA000.</summary>
    public uint Type { get; private init; }

    /// <summary>The permission bits, set-id and sticky bits included.</summary>
    public uint Permissions { get; private init; }

    /// <summary>The owner.</summary>
    public uint Uid { get; private init; }

    /// <summary>The owning group.</summary>
    public uint Gid { get; private init; }

    /// <summary>Of a device node: its major number.</summary>
    public uint RdevMajor { get; private init; }

    /// <summary>Of a device node: its minor number.</summary>
    public uint RdevMinor { get; private init; }

    /// <summary>The file system's device: major and minor number in one.</summary>
    public ulong Device { get; private init; }

    /// <summary>The inode.</summary>
    public ulong Inode { get; private init; }

    /// <summary>The length in bytes.</summary>
    public ulong Size { get; private init; }

    /// <summary>The content's last change, nanoseconds since 1970.</summary>
    public long Modified { get; private init; }

    /// <summary>The inode's last change, nanoseconds since 1970.</summary>
    public long Changed { get; private init; }

    /// <summary>True for a directory.</summary>
    public bool IsDirectory => Type == 0x4000;

    /// <summary>True for a regular file.</summary>
    public bool IsRegular => Type == 0x8000;

    /// <summary>True for a symbolic link (only where it was not followed).</summary>
    public bool IsLink => Type == 0xA000;

    /// <summary>True for a character device.</summary>
    public bool IsCharacterDevice => Type == 0x2000;

    /// <summary>True for a block device.</summary>
    public bool IsBlockDevice => Type == 0x6000;

    /// <summary>Looks at a path.</summary>
    /// <param name="path">Absolute, or relative to the working directory.</param>
    /// <param name="status">What lies there.</param>
    /// <param name="errno">Why it could not be looked at (see <see cref="Errno"/>); 0 on success.</param>
    /// <param name="follow">Whether a symbolic link at its end is followed.</param>
    public static unsafe bool TryRead(string path, out PathStatus status, out int errno, bool follow = true)
    {
        var buffer = stackalloc byte[Length];
        Unsafe.InitBlock(buffer, 0, Length);
        if (Libc.StatusOfPath(Libc.AT_CWD, path, follow ? 0 : Libc.AT_NOFOLLOW, Libc.STATX_BASIC, buffer) < 0)
        {
            errno = Libc.Errno;
            status = default;
            return false;
        }

        errno = 0;
        status = Read(new ReadOnlySpan<byte>(buffer, Length));
        return true;
    }

    private static PathStatus Read(ReadOnlySpan<byte> raw)
    {
        var mode = BinaryPrimitives.ReadUInt16LittleEndian(raw[ModeOffset..]);
        return new PathStatus
        {
            Type = mode & TypeMask,
            Permissions = mode & ~TypeMask,
            Uid = U32(raw, UidOffset),
            Gid = U32(raw, GidOffset),
            RdevMajor = U32(raw, RdevOffset),
            RdevMinor = U32(raw, RdevOffset + sizeof(uint)),
            Device = ((ulong)U32(raw, DeviceOffset) << 32) | U32(raw, DeviceOffset + sizeof(uint)),
            Inode = U64(raw, InodeOffset),
            Size = U64(raw, SizeOffset),
            Modified = Time(raw, ModifiedOffset),
            Changed = Time(raw, ChangedOffset),
        };
    }

    private static uint U32(ReadOnlySpan<byte> raw, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(raw[offset..]);

    private static ulong U64(ReadOnlySpan<byte> raw, int offset) => BinaryPrimitives.ReadUInt64LittleEndian(raw[offset..]);

    private static long Time(ReadOnlySpan<byte> raw, int offset) =>
        ((long)U64(raw, offset) * NanosecondsPerSecond) + U32(raw, offset + sizeof(ulong));
}
