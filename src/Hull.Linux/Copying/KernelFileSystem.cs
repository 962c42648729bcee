using System.Runtime.InteropServices;
using Hull.Linux.Native;

namespace Hull.Linux.Copying;

/// <summary>File systems whose files the kernel makes up: they are no one's data, and reading all of them never ends well.</summary>
internal static unsafe class KernelFileSystem
{
    // f_type of statfs(2), from linux/magic.h.
    private static readonly long[] Magics =
    [
        0x9fa0, // proc
        0x62656572, // sysfs
        0x27e0eb, // cgroup
        0x63677270, // cgroup2
        0x64626720, // debugfs
        0x74726163, // tracefs
        0x73636673, // securityfs
        0xcafe4a11, // bpf
    ];

    // struct statfs is 120 bytes on 64-bit systems; f_type is its first word.
    private const int StatusSize = 128;

    /// <summary>Whether a file or directory lies on one.</summary>
    public static bool Holds(SafeHandle file)
    {
        var status = stackalloc byte[StatusSize];
        return Libc.statfs(DescriptorPath.Of(file), status) == 0 && Magics.Contains(*(long*)status);
    }
}
