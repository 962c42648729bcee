using System.Runtime.InteropServices;

namespace Hull.Linux.Native;

/// <summary>libnftables, opened at the first call and not before: the library of the nft program (libnftables(3)).</summary>
internal static unsafe partial class Libnftables
{
    public const string Library = "libnftables.so.1";

    [LibraryImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial nint nft_ctx_new(uint flags);

    [LibraryImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial void nft_ctx_free(nint context);

    [LibraryImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial int nft_ctx_buffer_output(nint context);

    [LibraryImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial int nft_ctx_buffer_error(nint context);

    [LibraryImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial byte* nft_ctx_get_output_buffer(nint context);

    [LibraryImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial byte* nft_ctx_get_error_buffer(nint context);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial int nft_run_cmd_from_buffer(nint context, string commands);
}
