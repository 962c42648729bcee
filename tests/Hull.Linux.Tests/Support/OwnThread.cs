using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Hull.Linux.Tests.Support;

/// <summary>Runs a piece of a test on a thread whose mounts or credentials are its own; both go with the thread.</summary>
internal static class OwnThread
{
    private const int CloneNewMounts = 0x20000;
    private const ulong Recursive = 0x4000;
    private const ulong Private = 0x40000;
    private const long SetResUid = 117;
    private const long SetResGid = 119;
    private const long SetGroups = 116;

    /// <summary>In a mount namespace where nothing reaches the machine's own. Root only.</summary>
    public static void WithPrivateMounts(Action body) => Run(() =>
    {
        Check(unshare(CloneNewMounts));
        Check(mount("none", "/", null, Recursive | Private, null));
        body();
    });

    /// <summary>As the user nobody, without capabilities. Root only, x86-64 only (system call numbers).</summary>
    public static void AsNobody(Action body) => Run(() =>
    {
        // The raw calls change this thread alone; the C library's would change all.
        Check((int)syscall(SetGroups, 0, 0, 0));
        Check((int)syscall(SetResGid, 65534, 65534, 65534));
        Check((int)syscall(SetResUid, 65534, 65534, 65534));
        body();
    });

    public static void SkipUnlessRoot()
    {
        if (HostKernel.EffectiveUserId != 0) Assert.Skip("needs root");
    }

    public static void MountTmpfs(string path, string? options = null) => Check(mount("tmpfs", path, "tmpfs", 0, options));

    public static void MountOverlay(string path, string options) => Check(mount("overlay", path, "overlay", 0, options));

    public static void BindMount(string from, string to) => Check(mount(from, to, null, 0x1000, null));

    private static void Run(Action body)
    {
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                body();
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
    }

    private static void Check(int result) => Assert.True(result >= 0, Marshal.GetLastPInvokeErrorMessage());

    [DllImport("libc", SetLastError = true)]
    private static extern int unshare(int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int mount(string source, string target, string? type, ulong flags, string? data);

    [DllImport("libc", SetLastError = true)]
    private static extern long syscall(long number, nint a, nint b, nint c);
}
