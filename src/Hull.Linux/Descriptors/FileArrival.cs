using System.Diagnostics;
using Hull.Linux.Native;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Descriptors;

/// <summary>Waits for a file that another process puts into a directory by rename, or for that process's end, whichever comes first.</summary>
public static class FileArrival
{
    // Closing an inotify descriptor waits for an SRCU grace period of the kernel, some 10 to 20 ms: far longer than a file that is about
    // to arrive takes. So first it is looked for, at growing intervals.
    private static readonly TimeSpan FirstPause = TimeSpan.FromMicroseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LookingTime = TimeSpan.FromMilliseconds(40);

    /// <summary>Waits on this thread.</summary>
    /// <param name="path">The file; its directory must exist.</param>
    /// <param name="writer">A pidfd of the process that writes it; null waits for the file alone.</param>
    /// <param name="timeoutMilliseconds">The longest wait; negative is endless.</param>
    /// <returns>Whether the file is there.</returns>
    public static unsafe bool Wait(string path, SafeFileHandle? writer, int timeoutMilliseconds = Timeout.Infinite)
    {
        if (Look(path, writer, timeoutMilliseconds) is { } known) return known;
        var directory = Path.GetDirectoryName(path) ?? "/";
        using var inotify = new SafeFileHandle(
            Libc.Check(Libc.inotify_init1(Libc.IN_CLOEXEC | Libc.IN_NONBLOCK), "inotify_init1"), ownsHandle: true);
        Libc.Check(Libc.inotify_add_watch(inotify, directory, Libc.IN_MOVED_TO | Libc.IN_CREATE | Libc.IN_CLOSE_WRITE), "inotify_add_watch", directory);

        var started = Stopwatch.GetTimestamp();
        var events = stackalloc byte[4096];
        Span<Libc.PollFd> polled = stackalloc Libc.PollFd[2];
        while (true)
        {
            // Looked at after the watch stands, so that an arrival in between is not missed.
            if (File.Exists(path)) return true;
            var left = timeoutMilliseconds < 0
                ? Timeout.Infinite
                : timeoutMilliseconds - (int)Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            if (timeoutMilliseconds >= 0 && left <= 0) return false;

            polled[0] = new Libc.PollFd { Descriptor = (int)inotify.DangerousGetHandle(), Events = Libc.POLLIN };
            polled[1] = new Libc.PollFd { Descriptor = writer is null ? -1 : (int)writer.DangerousGetHandle(), Events = Libc.POLLIN };
            if (Libc.Poll(polled, left) <= 0) continue;
            if (polled[0].Returned != 0) _ = Libc.read(inotify, events, 4096);
            if (polled[1].Returned != 0) return File.Exists(path);
        }
    }

    /// <summary>Whether it is there, or will not come any more; null where that is still open.</summary>
    private static bool? Look(string path, SafeFileHandle? writer, int timeoutMilliseconds)
    {
        var started = Stopwatch.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            if (File.Exists(path)) return true;
            var elapsed = Stopwatch.GetElapsedTime(started);
            if (timeoutMilliseconds >= 0 && elapsed.TotalMilliseconds >= timeoutMilliseconds) return false;
            if (elapsed > LookingTime) return null;
            if (Libc.PollBriefly(writer, Libc.POLLIN, pause)) return File.Exists(path);
        }
    }
}
