namespace Hull.Linux.Tar;

/// <summary>
/// The 512-byte header block: POSIX.1-1988 ustar (pax(1), "ustar Interchange Format"), GNU's and star's variants of it. Offsets and lengths
/// in bytes.
/// </summary>
internal static class TarFormat
{
    public const int BlockSize = 512;

    /// <summary>The most that an extended header, a long name or a sparse map may take: an attribute has 64 KiB at most.</summary>
    public const int MaxMetadata = 1 << 20;

    /// <summary>The most stretches that a sparse file may have.</summary>
    public const int MaxSegments = 1 << 20;

    /// <summary>The most text that a sparse map before the data may have.</summary>
    public const int MaxMapText = 8 << 20;

    public const byte RegularFile = (byte)'0';
    public const byte OldRegularFile = 0;
    public const byte HardLink = (byte)'1';
    public const byte SymbolicLink = (byte)'2';
    public const byte CharacterDevice = (byte)'3';
    public const byte BlockDevice = (byte)'4';
    public const byte Directory = (byte)'5';
    public const byte Fifo = (byte)'6';
    public const byte ContiguousFile = (byte)'7';
    public const byte PaxHeader = (byte)'x';
    public const byte PaxGlobalHeader = (byte)'g';
    public const byte GnuLongName = (byte)'L';
    public const byte GnuLongLink = (byte)'K';
    public const byte GnuSparse = (byte)'S';

    public static Range Name => 0..100;
    public static Range Mode => 100..108;
    public static Range Uid => 108..116;
    public static Range Gid => 116..124;
    public static Range Size => 124..136;
    public static Range ModifyTime => 136..148;
    public static Range Checksum => 148..156;
    public const int TypeFlag = 156;
    public static Range LinkName => 157..257;
    public static Range Magic => 257..265;
    public static Range UserName => 265..297;
    public static Range GroupName => 297..329;
    public static Range DeviceMajor => 329..337;
    public static Range DeviceMinor => 337..345;
    public static Range Prefix => 345..500;

    /// <summary>star: a shorter prefix, so that two times fit behind it.</summary>
    public static Range StarPrefix => 345..476;
    public static Range StarTrailer => 508..512;

    /// <summary>GNU's old sparse header: four (offset, length) pairs here, 21 in each extension block.</summary>
    public const int GnuSparseMap = 386;
    public const int GnuSparseMapLength = 4;
    public const int GnuSparseExtended = 482;
    public static Range GnuRealSize => 483..495;
    public const int GnuExtensionMapLength = 21;
    public const int GnuExtensionExtended = 504;
    public const int GnuSparsePairSize = 24;
    public const int GnuSparseNumberSize = 12;

    public static ReadOnlySpan<byte> PosixMagic => "ustar\0"u8;
    public static ReadOnlySpan<byte> PosixMagicAndVersion => "ustar\u000000"u8;
    public static ReadOnlySpan<byte> GnuMagicAndVersion => "ustar  \0"u8;
    public static ReadOnlySpan<byte> StarMagic => "tar\0"u8;

    /// <summary>How many bytes fill a block behind data of this length.</summary>
    public static int Padding(long length) => (int)(-length & (BlockSize - 1));
}
