using System.Runtime.InteropServices;

namespace Hull.Linux.Native;

/// <summary>
/// libseccomp, opened at the first call and not before: it is there wherever a runtime that filters is, but Hull starts without it. Its
/// calls return a negative errno and leave errno alone.
/// </summary>
internal static unsafe partial class Libseccomp
{
    public const string Library = "libseccomp.so.2";

    /// <summary>__NR_SCMP_ERROR: no such system call on any architecture that the library knows.</summary>
    public const int UnknownSyscall = -1;

    /// <summary>struct scmp_version.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Version
    {
        public uint Major;
        public uint Minor;
        public uint Micro;
    }

    /// <summary>struct scmp_arg_cmp.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct ArgumentComparison
    {
        public uint Argument;
        public int Operator;
        public ulong First;
        public ulong Second;
    }

    [LibraryImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial Version* seccomp_version();

    [LibraryImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial uint seccomp_api_get();

    [LibraryImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial nint seccomp_init(uint defaultAction);

    [LibraryImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial void seccomp_release(nint context);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial uint seccomp_arch_resolve_name(string name);

    [LibraryImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial int seccomp_arch_add(nint context, uint architecture);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial int seccomp_syscall_resolve_name(string name);

    [LibraryImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial int seccomp_rule_add_array(nint context, uint action, int syscall, uint count, ArgumentComparison* comparisons);

    [LibraryImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial int seccomp_export_bpf(nint context, SafeHandle file);
}
