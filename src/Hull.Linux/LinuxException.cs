using System.Runtime.InteropServices;

namespace Hull.Linux;

/// <summary>The cause carried inside an EngineException where a system call failed: its error number.</summary>
/// <param name="errno">The error number (see <see cref="Errno"/>).</param>
public sealed class LinuxException(int errno) : Exception(Marshal.GetPInvokeErrorMessage(errno))
{
    /// <summary>The error number (see <see cref="Errno"/>).</summary>
    public int ErrorNumber { get; } = errno;
}
