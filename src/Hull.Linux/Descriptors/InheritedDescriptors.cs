using Hull.Linux.Native;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Descriptors;

/// <summary>
/// Descriptors that this process was given when it started. Its own are all closed on exec, and so a descriptor that is not was there before.
/// </summary>
public static class InheritedDescriptors
{
    private const int CloseOnExec = 1;

    /// <summary>Whether this process was given a descriptor of this number.</summary>
    /// <param name="number">The number.</param>
    public static bool Has(int number)
    {
        using var handle = Of(number);
        return Libc.fcntl(handle, Libc.F_GETFD, 0) is >= 0 and var flags && (flags & CloseOnExec) == 0;
    }

    /// <summary>The descriptor of a number; disposing it closes nothing.</summary>
    /// <param name="number">The number.</param>
    public static SafeFileHandle Of(int number) => new(number, ownsHandle: false);
}
