using Hull.Core;
using Hull.Linux.Descriptors;
using Hull.Linux.Native;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Processes;

/// <summary>Descriptors that stand for one process and no other, even after its number is given to another (pidfd_open(2)).</summary>
public static class PidFd
{
    /// <summary>Opens one; null if there is no such process.</summary>
    /// <exception cref="EngineException">No descriptors are left.</exception>
    public static SafeFileHandle? TryOpen(int pid)
    {
        var handle = Libc.TryOpenPidFd(pid);
        if (handle is not null) return handle;
        // EINVAL: the number is not positive, or belongs to a thread that leads no process.
        return Libc.Errno is Errno.ESRCH or Errno.EINVAL ? null : throw Libc.Error(Libc.Errno, "pidfd_open", $"{pid}");
    }

    /// <summary>Completes when the process has ended; it need not be a child.</summary>
    /// <param name="pidfd">From <see cref="TryOpen"/> or <see cref="ChildProcess.Handle"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task WaitAsync(SafeFileHandle pidfd, CancellationToken cancellationToken = default)
        => ReadinessLoop.WaitAsync(pidfd, Readiness.Read, cancellationToken);

    /// <summary>Waits on this thread until the process has ended.</summary>
    /// <returns>False when the time ran out first.</returns>
    public static bool Wait(SafeFileHandle pidfd, int timeoutMilliseconds = Timeout.Infinite)
    {
        var taken = false;
        try
        {
            pidfd.DangerousAddRef(ref taken);
            Span<Libc.PollFd> one = [new Libc.PollFd { Descriptor = (int)pidfd.DangerousGetHandle(), Events = Libc.POLLIN }];
            return Libc.Poll(one, timeoutMilliseconds) > 0;
        }
        finally
        {
            if (taken) pidfd.DangerousRelease();
        }
    }

    /// <summary>Sends a signal; false if the process has ended and been reaped.</summary>
    /// <exception cref="EngineException">PermissionDenied: the process belongs to another user.</exception>
    public static bool TrySendSignal(SafeFileHandle pidfd, Signal signal)
    {
        if (Libc.pidfd_send_signal(pidfd, signal.Number) == 0) return true;
        return Libc.Errno == Errno.ESRCH ? false : throw Libc.Error(Libc.Errno, "pidfd_send_signal", signal.Name);
    }
}
