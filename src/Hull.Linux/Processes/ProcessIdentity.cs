using System.Globalization;
using Hull.Core;
using Hull.Linux.Descriptors;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Processes;

/// <summary>
/// A process for good: its number, which the kernel gives away again, and its start time, which it does not within one boot. Only valid
/// within the boot it was read in.
/// </summary>
/// <param name="Pid">The number in this process's PID namespace.</param>
/// <param name="StartTime">Ticks since boot, field 22 of /proc/PID/stat (proc(5)).</param>
public readonly record struct ProcessIdentity(int Pid, ulong StartTime)
{
    private const int StateField = 0;
    private const int FlagsField = 6;
    private const int StartTimeField = 19;

    // PF_EXITING of the kernel's linux/sched.h.
    private const uint Exiting = 0x4;
    private const ulong KillBit = 1UL << (9 - 1);

    /// <summary>This process.</summary>
    public static ProcessIdentity Current { get; } = TryRead(Environment.ProcessId)
        ?? throw new EngineException(ErrorKind.Unsupported, "/proc/self/stat: cannot be read", "mount /proc");

    /// <summary>Whether it still runs; a zombie does not.</summary>
    public bool IsAlive => ReadStat(Pid) is { } stat && stat.StartTime == StartTime && stat.State is not ('Z' or 'X');

    /// <summary>
    /// Whether it is past saving, though it may still be seen: on its way out, which for the first process of a PID namespace lasts until all
    /// others in there are gone, or with a SIGKILL that it has not met yet. A process that is gone is not ending.
    /// </summary>
    public bool IsEnding => ReadStat(Pid) is { } stat && stat.StartTime == StartTime && stat.State is not ('Z' or 'X') && (stat.IsExiting || HasKillPending);

    /// <summary>The process that has this number now, be it a zombie; null if there is none.</summary>
    public static ProcessIdentity? TryRead(int pid) => ReadStat(pid) is { } stat ? new ProcessIdentity(pid, stat.StartTime) : null;

    /// <summary>A descriptor for exactly this process; null if it is gone.</summary>
    public SafeFileHandle? TryOpen()
    {
        var handle = PidFd.TryOpen(Pid);
        if (handle is null) return null;
        // Opened first, read second: if what stands in /proc is ours, the descriptor, opened while it ran, is ours as well.
        if (ReadStat(Pid) is { } stat && stat.StartTime == StartTime) return handle;
        handle.Dispose();
        return null;
    }

    /// <summary>Sends a signal to exactly this process; false if it is gone.</summary>
    /// <exception cref="EngineException">PermissionDenied: it belongs to another user.</exception>
    public bool TrySendSignal(Signal signal)
    {
        using var handle = TryOpen();
        return handle is not null && PidFd.TrySendSignal(handle, signal);
    }

    /// <summary>State, PF_EXITING of the flags, and start time of a line of /proc/PID/stat; null if it is malformed.</summary>
    internal static (char State, bool IsExiting, ulong StartTime)? ParseStat(string line)
    {
        // The name in parentheses is the program's own choice and may hold blanks and parentheses: the last one ends it.
        var end = line.LastIndexOf(')');
        if (end < 0 || end + 2 >= line.Length) return null;
        var fields = line[(end + 2)..].TrimEnd('\n').Split(' ');
        if (fields.Length <= StartTimeField || fields[StateField].Length != 1) return null;
        return ulong.TryParse(fields[StartTimeField], NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            && uint.TryParse(fields[FlagsField], NumberStyles.None, CultureInfo.InvariantCulture, out var flags)
            ? (fields[StateField][0], (flags & Exiting) != 0, start)
            : null;
    }

    // The kernel adds SIGKILL to the pending signals of every thread of a process that is to die (signal(7), proc(5): SigPnd).
    private bool HasKillPending =>
        KernelFile.TryReadText(string.Create(CultureInfo.InvariantCulture, $"/proc/{Pid}/status")) is { } status
        && status.Split('\n').Any(static line => (line.StartsWith("SigPnd:\t", StringComparison.Ordinal) || line.StartsWith("ShdPnd:\t", StringComparison.Ordinal))
            && (ulong.Parse(line.AsSpan("SigPnd:\t".Length), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & KillBit) != 0);

    private static (char State, bool IsExiting, ulong StartTime)? ReadStat(int pid)
    {
        if (pid <= 0) return null;
        var line = KernelFile.TryReadText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
        return line is null ? null : ParseStat(line);
    }
}
