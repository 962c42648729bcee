using System.Diagnostics;

namespace Hull.Linux.FileLocks;

/// <summary>A moment on the monotonic clock; none means never.</summary>
internal readonly record struct Deadline(long? Ticks)
{
    /// <summary>What is left, at least zero; infinite where there is no end.</summary>
    public TimeSpan Remaining
    {
        get
        {
            if (Ticks is not { } end) return Timeout.InfiniteTimeSpan;
            var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), end);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    public static Deadline After(TimeSpan? timeout)
        => new(timeout is { } span ? Stopwatch.GetTimestamp() + (long)(span.TotalSeconds * Stopwatch.Frequency) : null);
}
