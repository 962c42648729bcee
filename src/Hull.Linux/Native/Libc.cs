using System.Runtime.InteropServices;
using Hull.Core;

namespace Hull.Linux.Native;

/// <summary>
/// The C library, with its own names. Each group of calls has a file of its own (Libc.Mount.cs, Libc.Process.cs, …); this one holds what
/// all of them share: the library's name and the check of a result.
/// </summary>
internal static partial class Libc
{
    private const string Library = "libc";

    /// <summary>The errno of the last call made with SetLastError.</summary>
    public static int Errno => Marshal.GetLastPInvokeError();

    /// <summary>Turns -1 into an error that names the call and the path; returns the result otherwise.</summary>
    /// <param name="result">What the call returned.</param>
    /// <param name="syscall">The call's name as in section 2 of the manual.</param>
    /// <param name="path">What it was called on.</param>
    public static int Check(int result, string syscall, string path = "")
    {
        if (result >= 0) return result;
        throw Error(Errno, syscall, path);
    }

    /// <inheritdoc cref="Check(int, string, string)"/>
    public static long Check(long result, string syscall, string path = "")
    {
        if (result >= 0) return result;
        throw Error(Errno, syscall, path);
    }

    /// <summary>The error of a failed call: "mount /x: Permission denied", its kind chosen by errno.</summary>
    public static EngineException Error(int errno, string syscall, string path)
    {
        var reason = Marshal.GetPInvokeErrorMessage(errno);
        var subject = path.Length == 0 ? syscall : $"{syscall} {path}";
        return new EngineException(KindOf(errno), $"{subject}: {reason}", inner: new LinuxException(errno));
    }

    private static ErrorKind KindOf(int errno) => errno switch
    {
        Linux.Errno.EPERM or Linux.Errno.EACCES => ErrorKind.PermissionDenied,
        Linux.Errno.ENOENT => ErrorKind.NotFound,
        Linux.Errno.EEXIST or Linux.Errno.EBUSY => ErrorKind.Conflict,
        Linux.Errno.ENOSPC or Linux.Errno.EDQUOT or Linux.Errno.EMFILE or Linux.Errno.ENFILE or Linux.Errno.ENOMEM
            => ErrorKind.ResourceExhausted,
        Linux.Errno.ENOSYS or Linux.Errno.EOPNOTSUPP => ErrorKind.Unsupported,
        _ => ErrorKind.Internal,
    };
}
