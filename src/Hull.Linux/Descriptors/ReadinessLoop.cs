using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Hull.Linux.Native;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Descriptors;

/// <summary>
/// Awaits descriptors (pidfds, pipes, sockets) on one epoll thread for the whole process. Each wait holds a copy of the descriptor of its
/// own, so that the same file may be awaited many times at once and the caller may close its descriptor meanwhile.
/// </summary>
public sealed class ReadinessLoop
{
    private const int EventsAtOnce = 64;

    // struct epoll_event is packed on x86-64 only (sys/epoll.h).
    private static readonly int EventSize = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;
    private static readonly int DataOffset = EventSize - sizeof(long);
    private static readonly Lazy<ReadinessLoop> Shared = new(() => new ReadinessLoop());

    private readonly SafeFileHandle _epoll = Libc.CreateEpoll();
    private readonly ConcurrentDictionary<long, Waiter> _waiters = new();
    private long _lastKey;

    private ReadinessLoop()
    {
        var thread = new Thread(Run, maxStackSize: 256 * 1024) { IsBackground = true, Name = "hull-readiness" };
        thread.Start();
    }

    /// <summary>Completes when the descriptor is ready. A file that is always ready (a regular one) completes at once.</summary>
    /// <param name="descriptor">An open descriptor.</param>
    /// <param name="readiness">What to wait for.</param>
    /// <param name="cancellationToken">Ends the wait with <see cref="OperationCanceledException"/>.</param>
    public static Task WaitAsync(SafeHandle descriptor, Readiness readiness, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled(cancellationToken);
        return IsReady(descriptor, readiness) ? Task.CompletedTask : Shared.Value.Add(descriptor, readiness, cancellationToken);
    }

    /// <summary>Whether the descriptor is ready now.</summary>
    public static bool IsReady(SafeHandle descriptor, Readiness readiness)
    {
        var taken = false;
        try
        {
            descriptor.DangerousAddRef(ref taken);
            Span<Libc.PollFd> one = [new Libc.PollFd { Descriptor = (int)descriptor.DangerousGetHandle(), Events = (short)readiness }];
            return Libc.Poll(one, 0) > 0;
        }
        finally
        {
            if (taken) descriptor.DangerousRelease();
        }
    }

    private Task Add(SafeHandle descriptor, Readiness readiness, CancellationToken cancellationToken)
    {
        var key = Interlocked.Increment(ref _lastKey);
        var waiter = new Waiter(Libc.Duplicate(descriptor));
        _waiters[key] = waiter;
        try
        {
            Register(key, waiter, readiness);
        }
        catch
        {
            _waiters.TryRemove(key, out _);
            waiter.Copy.Dispose();
            throw;
        }

        if (!cancellationToken.CanBeCanceled) return waiter.Source.Task;
        var registration = cancellationToken.UnsafeRegister(_ => Finish(key, cancellationToken), null);
        waiter.Source.Task.ContinueWith(
            static (_, state) => ((CancellationTokenRegistration)state!).Dispose(), registration,
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return waiter.Source.Task;
    }

    private unsafe void Register(long key, Waiter waiter, Readiness readiness)
    {
        var request = stackalloc byte[16];
        *(uint*)request = (uint)readiness | Libc.EPOLLONESHOT;
        *(long*)(request + DataOffset) = key;
        Libc.Check(Libc.epoll_ctl(_epoll, Libc.EPOLL_CTL_ADD, waiter.Copy, request), "epoll_ctl");
    }

    private unsafe void Run()
    {
        var events = stackalloc byte[EventsAtOnce * 16];
        while (true)
        {
            var count = Libc.epoll_wait(_epoll, events, EventsAtOnce, -1);
            if (count < 0 && Libc.Errno == Errno.EINTR) continue;
            Libc.Check(count, "epoll_wait");
            for (var i = 0; i < count; i++)
                Finish(*(long*)(events + (i * EventSize) + DataOffset), CancellationToken.None);
        }
    }

    /// <summary>Whoever takes the waiter out of the table, the loop or the cancellation, completes it.</summary>
    private unsafe void Finish(long key, CancellationToken cancelled)
    {
        if (!_waiters.TryRemove(key, out var waiter)) return;
        // Closing alone would not do: the caller's descriptor keeps the file, and with it the registration, alive.
        Libc.epoll_ctl(_epoll, Libc.EPOLL_CTL_DEL, waiter.Copy, null);
        waiter.Copy.Dispose();
        if (cancelled.IsCancellationRequested) waiter.Source.TrySetCanceled(cancelled);
        else waiter.Source.TrySetResult();
    }

    private sealed class Waiter(SafeFileHandle copy)
    {
        public SafeFileHandle Copy { get; } = copy;

        public TaskCompletionSource Source { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
