using Hull.Core;
using Hull.Linux.Native;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Processes;

/// <summary>
/// A child of this process. Its exit is reaped once and remembered, so any number of callers may wait. Disposing closes the descriptor and
/// neither ends nor reaps the child.
/// </summary>
public sealed class ChildProcess : IDisposable
{
    private readonly Lock _reaping = new();
    private ExitStatus? _status;

    private ChildProcess(int pid, SafeFileHandle handle)
    {
        Pid = pid;
        Handle = handle;
    }

    /// <summary>Its number in this process's PID namespace.</summary>
    public int Pid { get; }

    /// <summary>Its pidfd.</summary>
    public SafeFileHandle Handle { get; }

    /// <summary>Its number and start time, to be kept across commands.</summary>
    /// <exception cref="EngineException">NotFound: it has been reaped already.</exception>
    public ProcessIdentity Identity
        => ProcessIdentity.TryRead(Pid) ?? throw new EngineException(ErrorKind.NotFound, $"process {Pid}: has ended");

    /// <summary>Waits on this thread until it has ended.</summary>
    public ExitStatus WaitForExit()
    {
        if (_status is { } known) return known;
        PidFd.Wait(Handle);
        return Reap();
    }

    /// <summary>Waits for its end without holding a thread.</summary>
    /// <param name="cancellationToken">Ends the wait; the child goes on.</param>
    public async Task<ExitStatus> WaitForExitAsync(CancellationToken cancellationToken = default)
    {
        if (_status is { } known) return known;
        await PidFd.WaitAsync(Handle, cancellationToken).ConfigureAwait(false);
        return Reap();
    }

    /// <summary>Sends a signal; false if it has been reaped already.</summary>
    public bool Kill(Signal signal) => PidFd.TrySendSignal(Handle, signal);

    /// <inheritdoc/>
    public void Dispose() => Handle.Dispose();

    /// <summary>Takes charge of a child just made. It cannot have been reaped yet, so the number is still its own.</summary>
    internal static ChildProcess Adopt(int pid)
    {
        var handle = PidFd.TryOpen(pid) ?? throw Libc.Error(Errno.ESRCH, "pidfd_open", $"{pid}");
        return new ChildProcess(pid, handle);
    }

    private unsafe ExitStatus Reap()
    {
        lock (_reaping)
        {
            if (_status is { } known) return known;
            Libc.SignalInfo info = default;
            int result;
            do result = Libc.waitid(Libc.P_PIDFD, Handle, &info, Libc.WEXITED);
            while (result < 0 && Libc.Errno == Errno.EINTR);
            Libc.Check(result, "waitid", $"{Pid}");
            var status = info.Code == Libc.CLD_EXITED ? new ExitStatus(info.Status, null) : new ExitStatus(0, new Signal(info.Status));
            _status = status;
            return status;
        }
    }
}
