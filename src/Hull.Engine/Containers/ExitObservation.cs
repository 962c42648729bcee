using System.Globalization;
using Hull.Core;
using Hull.Engine.Store;
using Hull.Linux.Descriptors;
using Hull.Linux.Processes;

namespace Hull.Engine.Containers;

/// <summary>
/// Finds out how a container ended, without a lease: waits for its process, then for conmon's exit file. conmon itself ends only after its
/// exit command, so its own end is not waited for unless it dies before it has written the file.
/// </summary>
internal static class ExitObservation
{
    /// <summary>The code recorded where conmon died before it could tell one (Podman's).</summary>
    public const int Unknown = -1;

    /// <summary>Whether anything of the container still lives: its process, or conmon that is about to report it.</summary>
    public static bool IsAlive(ContainerState state) => Process(state).IsAlive;

    /// <summary>Whether it has ended, or can no longer be kept from it: what failed on it just now may have failed of that.</summary>
    public static bool IsOver(ContainerState state) => Process(state) is var process && (process.IsEnding || !process.IsAlive);

    /// <summary>Whether a runtime failed on it because it ended meanwhile.</summary>
    public static bool Explains(EngineException failure, ContainerState state) => failure.Kind == ErrorKind.RuntimeFailed && IsOver(state);

    /// <summary>Waits for the container's end.</summary>
    /// <param name="paths">Where the exit file will lie.</param>
    /// <param name="record">The container as last read; its process may have ended already.</param>
    /// <param name="timeoutMilliseconds">The longest wait; negative is endless.</param>
    /// <returns>False where the time ran out first.</returns>
    public static bool Wait(StorePaths paths, ContainerRecord record, int timeoutMilliseconds = Timeout.Infinite)
    {
        using var process = Process(record.State).TryOpen();
        if (process is not null && !PidFd.Wait(process, timeoutMilliseconds)) return false;
        // The process is gone. A living conmon now drains the output and writes the file.
        using var monitor = new ProcessIdentity(record.State.ConmonPid, record.State.ConmonStartTime).TryOpen();
        if (monitor is not null) FileArrival.Wait(paths.ExitFile(record.Config.Id), monitor);
        return true;
    }

    /// <summary>The exit code that conmon wrote, or null where there is none.</summary>
    public static int? ReadCode(StorePaths paths, string id) => ReadCodeFrom(paths.ExitFile(id));

    /// <summary>The exit code that conmon wrote to a file, or null where there is none.</summary>
    public static int? ReadCodeFrom(string file)
    {
        try
        {
            var text = File.ReadAllText(file);
            return int.TryParse(text.AsSpan().Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var code) ? code : Unknown;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static ProcessIdentity Process(ContainerState state) => new(state.Pid, state.PidStartTime);
}
