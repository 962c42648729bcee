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
    private const int StartTimeField = 19;

    /// <summary>This process.</summary>
    public static ProcessIdentity Current { get; } = TryRead(Environment.ProcessId)
        ?? throw new EngineException(ErrorKind.Unsupported, "/proc/self/stat: cannot be read", "mount /proc");

    /// <summary>Whether it still runs; a zombie does not.</summary>
    public bool IsAlive => ReadStat(Pid) is { } stat && stat.StartTime == StartTime && stat.State is not ('Z' or 'X');

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

    /// <summary>State and start time of a line of /proc/PID/stat; null if it is malformed.</summary>
    internal static (char State, ulong StartTime)? ParseStat(string line)
    {
        // The name in parentheses is the program's own choice and may hold blanks and parentheses: the last one ends it.
        var end = line.LastIndexOf(')');
        if (end < 0 || end + 2 >= line.Length) return null;
        var fields = line[(end + 2)..].TrimEnd('\n').Split(' ');
        if (fields.Length <= StartTimeField || fields[StateField].Length != 1) return null;
        return ulong.TryParse(fields[StartTimeField], NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            ? (fields[StateField][0], start)
            : null;
    }

    private static (char State, ulong StartTime)? ReadStat(int pid)
    {
        if (pid <= 0) return null;
        var line = KernelFile.TryReadText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
        return line is null ? null : ParseStat(line);
    }
}
