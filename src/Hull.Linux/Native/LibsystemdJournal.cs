using System.Runtime.InteropServices;

namespace Hull.Linux.Native;

/// <summary>
/// The journal's part of libsystemd (sd-journal(3)), opened at the first call and not before. Its calls return a negative errno and
/// leave errno alone.
/// </summary>
internal static unsafe partial class LibsystemdJournal
{
    public const string Library = "libsystemd.so.0";

    /// <summary>SD_JOURNAL_LOCAL_ONLY: journals of this machine.</summary>
    public const int LocalOnly = 1;

    /// <summary>struct iovec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Part
    {
        public byte* Start;
        public nuint Length;
    }

    [LibraryImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial int sd_journal_sendv(Part* parts, int count);

    [LibraryImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial int sd_journal_open(out nint journal, int flags);

    [LibraryImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial void sd_journal_close(nint journal);

    [LibraryImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial int sd_journal_add_match(nint journal, byte* data, nuint length);

    [LibraryImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial int sd_journal_set_data_threshold(nint journal, nuint size);

    [LibraryImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial int sd_journal_seek_head(nint journal);

    [LibraryImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial int sd_journal_seek_tail(nint journal);

    [LibraryImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial int sd_journal_seek_realtime_usec(nint journal, ulong microseconds);

    [LibraryImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial int sd_journal_next(nint journal);

    [LibraryImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial int sd_journal_previous(nint journal);

    [LibraryImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial int sd_journal_get_realtime_usec(nint journal, out ulong microseconds);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial int sd_journal_get_data(nint journal, string field, byte** data, nuint* length);

    [LibraryImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial int sd_journal_get_fd(nint journal);

    [LibraryImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial int sd_journal_process(nint journal);
}
