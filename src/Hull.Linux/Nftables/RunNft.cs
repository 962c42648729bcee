using System.Runtime.InteropServices;
using System.Text;
using Hull.Core;
using Hull.Linux.Native;
using Hull.Linux.Processes;

namespace Hull.Linux.Nftables;

/// <summary>
/// Runs commands in nft's own language (nft(8)) in the calling thread's network namespace: by libnftables where it is installed, else by
/// the nft program. A text is one transaction: all of it takes effect or nothing.
/// </summary>
public static class RunNft
{
    /// <summary>Runs commands.</summary>
    /// <param name="what">What they do, for errors: making table inet hull.</param>
    /// <param name="commands">The commands.</param>
    /// <returns>What they print.</returns>
    /// <exception cref="EngineException">NotFound: neither library nor program is installed. Others: what nft says, on one line.</exception>
    public static string Run(string what, string commands)
    {
        try
        {
            return ByLibrary(what, commands);
        }
        catch (DllNotFoundException)
        {
            return ByProgram(what, commands);
        }
    }

    internal static unsafe string ByLibrary(string what, string commands)
    {
        var context = Libnftables.nft_ctx_new(0);
        if (context == 0) throw new EngineException(ErrorKind.ResourceExhausted, $"{what}: libnftables cannot be set up");
        try
        {
            _ = Libnftables.nft_ctx_buffer_output(context);
            _ = Libnftables.nft_ctx_buffer_error(context);
            var result = Libnftables.nft_run_cmd_from_buffer(context, commands);
            if (result != 0) throw Refused(what, Marshal.PtrToStringUTF8((nint)Libnftables.nft_ctx_get_error_buffer(context)) ?? "");
            return Marshal.PtrToStringUTF8((nint)Libnftables.nft_ctx_get_output_buffer(context)) ?? "";
        }
        finally
        {
            Libnftables.nft_ctx_free(context);
        }
    }

    internal static string ByProgram(string what, string commands)
    {
        var program = ExecutableSearch.Find("nft") ?? ExecutableSearch.Find("nft", "/usr/sbin:/sbin")
            ?? throw new EngineException(ErrorKind.NotFound, $"{what}: neither libnftables.so.1 nor nft is installed", "install the package nftables");
        var request = new SpawnRequest { Program = program, Arguments = ["-f", "-"] };
        var run = RunAndCapture.Run(request, new CaptureRequest { Input = Encoding.UTF8.GetBytes(commands) });
        return run.Status.IsSuccess ? run.OutputText : throw Refused(what, run.ErrorText);
    }

    // The first line says it; the lines after show the place with circumflexes.
    private static EngineException Refused(string what, string errors)
    {
        var line = errors.AsSpan().TrimStart();
        var end = line.IndexOf('\n');
        var text = (end < 0 ? line : line[..end]).ToString();
        var kind = text.Contains("Operation not permitted", StringComparison.Ordinal) ? ErrorKind.PermissionDenied : ErrorKind.Internal;
        return new EngineException(kind, $"{what}: nft: {(text.Length == 0 ? "failed without a word" : text)}");
    }
}
