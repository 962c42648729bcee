using System.Runtime.InteropServices;

namespace Hull.Linux.Native;

/// <summary>
/// The D-Bus part of libsystemd (sd-bus(3)), opened at the first call and not before. Its calls return a negative errno and leave errno alone; of
/// those with a variable number of arguments none is used.
/// </summary>
internal static unsafe partial class LibsystemdBus
{
    public const string Library = "libsystemd.so.0";

    /// <summary>sd_bus_error: what the other side has answered in place of a reply.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct BusError
    {
        public byte* Name;
        public byte* Message;
        public int NeedsFree;
    }

    [LibraryImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial int sd_bus_open_system(out nint bus);

    [LibraryImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial int sd_bus_open_user(out nint bus);

    [LibraryImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial nint sd_bus_flush_close_unref(nint bus);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial int sd_bus_message_new_method_call(nint bus, out nint message, string destination, string path, string @interface, string member);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial int sd_bus_message_open_container(nint message, byte type, string contents);

    [LibraryImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial int sd_bus_message_close_container(nint message);

    /// <summary>For <c>s</c> a pointer to the text itself, for numbers a pointer to the number.</summary>
    [LibraryImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial int sd_bus_message_append_basic(nint message, byte type, void* value);

    [LibraryImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial int sd_bus_message_append_array(nint message, byte type, void* values, nuint size);

    [LibraryImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial int sd_bus_call(nint bus, nint message, ulong microseconds, BusError* error, nint* reply);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial int sd_bus_get_property_string(
        nint bus, string destination, string path, string @interface, string member, BusError* error, out byte* value);

    [LibraryImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial nint sd_bus_message_unref(nint message);

    [LibraryImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial void sd_bus_error_free(BusError* error);
}
