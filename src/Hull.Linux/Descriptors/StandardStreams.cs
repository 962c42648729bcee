using Hull.Linux.Native;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Descriptors;

/// <summary>Descriptors 0, 1 and 2 of this process; disposing them closes nothing.</summary>
public static class StandardStreams
{
    /// <summary>Descriptor 0.</summary>
    public static SafeFileHandle Input { get; } = new(0, ownsHandle: false);

    /// <summary>Descriptor 1.</summary>
    public static SafeFileHandle Output { get; } = new(1, ownsHandle: false);

    /// <summary>Descriptor 2.</summary>
    public static SafeFileHandle Error { get; } = new(2, ownsHandle: false);

    /// <summary>Makes descriptor 1 another file from now on, also for the program that this process becomes (dup2(2)).</summary>
    /// <param name="file">The file, open for writing; may be closed afterwards.</param>
    /// <exception cref="Core.EngineException">The kernel refused.</exception>
    public static void ReplaceOutput(SafeFileHandle file) => Libc.Check(Libc.dup2(file, 1), "dup2", "1");
}
