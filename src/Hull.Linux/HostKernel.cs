using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Hull.Linux.Descriptors;
using Hull.Linux.Native;

namespace Hull.Linux;

/// <summary>What the running kernel says of itself and of this process; each member is one system call or a few.</summary>
public static class HostKernel
{
    // struct utsname has six fields of 65 bytes (sysname, nodename, release, version, machine, domainname).
    private const int UtsFieldLength = 65;
    private const int UtsFields = 6;

    /// <summary>The effective user id.</summary>
    public static uint EffectiveUserId => Libc.geteuid();

    /// <summary>The effective group id.</summary>
    public static uint EffectiveGroupId => Libc.getegid();

    /// <summary>The host name, as uname(2) has it in this UTS namespace.</summary>
    public static string HostName => UtsField(1);

    /// <summary>The kernel's release: 6.1.0-18-amd64.</summary>
    public static string Release => UtsField(2);

    /// <summary>The machine: x86_64, aarch64.</summary>
    public static string Machine => UtsField(4);

    /// <summary>
    /// The processors that are online. <see cref="Environment.ProcessorCount"/> is less where this process itself is limited by a cgroup or
    /// an affinity, which says nothing of what a container may have.
    /// </summary>
    public static int OnlineProcessors => (int)Libc.Check(Libc.sysconf(Libc._SC_NPROCESSORS_ONLN), "sysconf");

    /// <summary>Whether SELinux is on.</summary>
    public static bool HasSelinux => Directory.Exists("/sys/fs/selinux/booleans");

    /// <summary>Whether AppArmor is on.</summary>
    public static bool HasApparmor => KernelFile.TryReadText("/sys/module/apparmor/parameters/enabled") is ['Y', ..];

    /// <summary>This process' adjustment of the OOM killer, -1000 to 1000.</summary>
    public static int OomScoreAdj => int.Parse(
        KernelFile.ReadText("/proc/self/oom_score_adj"),
        NumberStyles.AllowLeadingSign | NumberStyles.AllowTrailingWhite,
        CultureInfo.InvariantCulture);

    /// <summary>Whether a capability is in this process' bounding set; false for numbers that the kernel does not know.</summary>
    /// <param name="capability">The capability's number (capabilities(7), linux/capability.h).</param>
    public static bool MayBound(int capability) => Libc.prctl(Libc.PR_CAPBSET_READ, (nuint)capability, 0, 0, 0) == 1;

    /// <summary>Whether a capability is in this process' effective set.</summary>
    /// <param name="capability">The capability's number (linux/capability.h).</param>
    public static unsafe bool HasCapability(int capability)
    {
        // _LINUX_CAPABILITY_VERSION_3 and pid 0 (this thread); then effective, permitted, inheritable for numbers 0-31, again for 32-63.
        var header = stackalloc uint[] { 0x20080522, 0 };
        var sets = stackalloc uint[6];
        Libc.Check(Libc.capget(header, sets), "capget");
        return (sets[capability / 32 * 3] & (1u << (capability % 32))) != 0;
    }

    /// <summary>The flags of the file system that a path lies on: ST_NOSUID 2, ST_NODEV 4, ST_NOEXEC 8 (statfs(2)).</summary>
    /// <param name="path">An existing path.</param>
    /// <param name="flags">The flags.</param>
    /// <param name="errno">Why they could not be read; 0 on success.</param>
    public static unsafe bool TryMountFlags(string path, out ulong flags, out int errno)
    {
        // struct statfs of 64-bit Linux: ten words before f_flags, 15 in all.
        var status = stackalloc ulong[16];
        var failed = Libc.FileSystemOfPath(path, status) < 0;
        errno = failed ? Libc.Errno : 0;
        flags = failed ? 0 : status[10];
        return !failed;
    }

    /// <summary>What strerror(3) says of an error number, in lower case as Go and thus Podman have it: "no such file or directory".</summary>
    /// <param name="errno">See <see cref="Errno"/>.</param>
    public static string Reason(int errno)
    {
        var text = Marshal.GetPInvokeErrorMessage(errno);
        return text.Length == 0 ? text : char.ToLowerInvariant(text[0]) + text[1..];
    }

    /// <summary>The soft and the hard limit of a resource of this process; <see cref="ulong.MaxValue"/> is unlimited.</summary>
    /// <param name="resource">The resource's number (sys/resource.h).</param>
    public static unsafe (ulong Soft, ulong Hard) Limit(int resource)
    {
        var limits = stackalloc ulong[2];
        Libc.Check(Libc.getrlimit(resource, limits), "getrlimit");
        return (limits[0], limits[1]);
    }

    private static unsafe string UtsField(int index)
    {
        var buffer = stackalloc byte[UtsFieldLength * UtsFields];
        Libc.Check(Libc.uname(buffer), "uname");
        var field = new ReadOnlySpan<byte>(buffer + (index * UtsFieldLength), UtsFieldLength);
        var end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }
}
