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
