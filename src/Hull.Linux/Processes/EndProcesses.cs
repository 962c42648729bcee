using System.Diagnostics;
using System.Globalization;
using Hull.Core;
using Hull.Linux.Descriptors;

namespace Hull.Linux.Processes;

/// <summary>Ends processes that are known by their arguments only: those whose number a killed command could not note down.</summary>
public static class EndProcesses
{
    /// <summary>Sends SIGKILL to every process that was started with an option of this value, and waits until they have ended.</summary>
    /// <param name="options">The option's names, as <c>-b</c>; the value is the argument behind it.</param>
    /// <param name="value">The value; one that is nobody else's, as a path that holds an id.</param>
    /// <param name="timeout">How long they may take to end.</param>
    /// <returns>How many were ended.</returns>
    /// <exception cref="EngineException">Timeout: one of them does not end; PermissionDenied: it is another user's.</exception>
    public static int WithOption(IReadOnlyCollection<string> options, string value, TimeSpan timeout)
    {
        var started = Stopwatch.GetTimestamp();
        var ended = 0;
        // One may have started another between the look and the signal: until a look finds none.
        while (Find(options, value) is { Count: > 0 } found)
        {
            foreach (var process in found)
            {
                using var handle = process.TryOpen();
                if (handle is null) continue;
                PidFd.TrySendSignal(handle, Signal.Kill);
                var left = timeout - Stopwatch.GetElapsedTime(started);
                if (!PidFd.Wait(handle, (int)Math.Max(0, left.TotalMilliseconds)))
                    throw new EngineException(ErrorKind.Timeout, $"kill process {process.Pid}: it does not end");
                ended++;
            }
        }
        return ended;
    }

    private static List<ProcessIdentity> Find(IReadOnlyCollection<string> options, string value)
    {
        List<ProcessIdentity> found = [];
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(directory.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)) continue;
            // The identity first: arguments that are read later may be another's, whom the identity then does not fit.
            if (ProcessIdentity.TryRead(pid) is not { IsAlive: true } process) continue;
            if (Matches(KernelFile.TryReadText(directory + "/cmdline"), options, value)) found.Add(process);
        }
        return found;
    }

    /// <summary>Whether a text of /proc/PID/cmdline (arguments ended by NUL, proc(5)) holds one of the options with this value behind it.</summary>
    internal static bool Matches(string? commandLine, IReadOnlyCollection<string> options, string value)
    {
        if (commandLine is null || !commandLine.Contains(value, StringComparison.Ordinal)) return false;
        var arguments = commandLine.Split('\0');
        for (var i = 1; i < arguments.Length; i++)
        {
            if (arguments[i] == value && options.Contains(arguments[i - 1])) return true;
        }
        return false;
    }
}
