using Hull.Linux.Native;

namespace Hull.Linux.HostFacts;

/// <summary>The type of the file system under a path (statfs(2)).</summary>
public static class FileSystemType
{
    // struct statfs is 120 bytes on 64-bit Linux; f_type is its first word.
    private const int StatfsSize = 256;

    /// <summary>The type's magic number (linux/magic.h).</summary>
    public static unsafe long MagicOf(string path)
    {
        var buffer = stackalloc byte[StatfsSize];
        Libc.Check(Libc.statfs(path, buffer), "statfs", path);
        return *(long*)buffer;
    }

    /// <summary>The name of the file system a path lies on, in the words of Podman's "Backing Filesystem"; <c>&lt;unknown&gt;</c> for others.</summary>
    public static string NameOf(string path) => MagicOf(path) switch
    {
        0xEF53 => "extfs",
        0x58465342 => "xfs",
        0x9123683E => "btrfs",
        0x01021994 => "tmpfs",
        0x794C7630 => "overlayfs",
        0x2FC12FC1 => "zfs",
        0xF2F52010 => "f2fs",
        0x65735546 => "fuse",
        0x858458F6 => "ramfs",
        0x73717368 => "squashfs",
        0xE0F5E1E2 => "erofs",
        0x3153464A => "jfs",
        0x52654973 => "reiserfs",
        0xF15F => "ecryptfs",
        0x61756673 => "aufs",
        0xCA451A4E => "bcachefs",
        _ => NetworkTypeOf(path) ?? "<unknown>",
    };

    /// <summary>The name of the network file system a path lies on; null where it lies on a local one.</summary>
    public static string? NetworkTypeOf(string path) => MagicOf(path) switch
    {
        0x6969 => "nfs",
        0xFF534D42 => "cifs",
        0xFE534D42 => "smb2",
        0x517B => "smb",
        0x01021997 => "9p",
        0x5346414F => "afs",
        0x00C36400 => "ceph",
        0x013111A8 => "ibrix",
        0x47504653 => "gpfs",
        0x0BD00BD0 => "lustre",
        0x7461636F => "ocfs2",
        _ => null,
    };
}
