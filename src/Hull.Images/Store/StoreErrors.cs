using Hull.Core;
using Hull.Linux;
using Hull.Oci;

namespace Hull.Images.Store;

/// <summary>What the framework throws of the disk, as the engine's own errors: kind by errno, one line, a hint where there is one.</summary>
internal static class StoreErrors
{
    /// <summary>Runs work on files of the store or of an archive.</summary>
    /// <param name="what">What is being done, for the message: "load x.tar".</param>
    /// <param name="work">The work.</param>
    public static T Guard<T>(string what, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (IsOfTheDisk(e))
        {
            throw Translate(e, what);
        }
    }

    /// <inheritdoc cref="Guard{T}(string, Func{T})"/>
    public static void Guard(string what, Action work) => Guard(what, () =>
    {
        work();
        return 0;
    });

    /// <inheritdoc cref="Guard{T}(string, Func{T})"/>
    public static async Task<T> GuardAsync<T>(string what, Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception e) when (IsOfTheDisk(e))
        {
            throw Translate(e, what);
        }
    }

    /// <summary>Whether the framework threw it for a file or directory.</summary>
    public static bool IsOfTheDisk(Exception e) => e is IOException or UnauthorizedAccessException;

    /// <summary>Whether it says, translated or not, that there is no room.</summary>
    public static bool IsOfFullDisk(Exception e) => e is EngineException { Kind: ErrorKind.ResourceExhausted } || (e is IOException && e.HResult is Errno.ENOSPC or Errno.EDQUOT);

    /// <summary>The engine's error for it.</summary>
    public static EngineException Translate(Exception e, string what)
    {
        // On Linux the framework keeps the errno in HResult.
        var (kind, hint) = (e, e.HResult) switch
        {
            (UnauthorizedAccessException, _) or (_, Errno.EROFS) => (ErrorKind.PermissionDenied, "check who owns the directory and whether it is writable"),
            (FileNotFoundException or DirectoryNotFoundException, _) => (ErrorKind.NotFound, null),
            (_, Errno.ENOSPC or Errno.EDQUOT) => (ErrorKind.ResourceExhausted, "free some space, for example with `hull rmi`"),
            _ => (ErrorKind.Internal, (string?)null),
        };
        // Of a full disk the framework adds the path of the file, which is a temporary one that the caller has not named.
        var why = kind == ErrorKind.ResourceExhausted ? HostKernel.Reason(e.HResult) : OneLine.Of(e.Message, 400);
        return new EngineException(kind, $"{what}: {why}", hint, e);
    }
}
