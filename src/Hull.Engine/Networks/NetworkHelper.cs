using System.Globalization;
using System.Text;
using Hull.Core;
using Hull.Linux.Processes;

namespace Hull.Engine.Networks;

/// <summary>The process that carries a user's network: finding it again, and ending it.</summary>
internal static class NetworkHelper
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Ends the recorded process, then whatever else was started for the namespace: a killed start has recorded nothing.</summary>
    /// <param name="attachments">What was recorded.</param>
    /// <param name="option">The option before the namespace's path on the process's command line; null where the path is recorded always.</param>
    /// <param name="namespacePath">The file that holds the namespace: no other container's.</param>
    /// <exception cref="EngineException">Timeout: it does not end.</exception>
    public static void End(IReadOnlyList<NetworkAttachment> attachments, IReadOnlyCollection<string> option, string namespacePath)
    {
        var recorded = false;
        foreach (var attachment in attachments.Where(attachment => attachment.HelperPid > 0))
        {
            recorded = true;
            EndOne(new ProcessIdentity(attachment.HelperPid, attachment.HelperStartTime));
        }

        if (!recorded) EndProcesses.WithOption(option, namespacePath, Patience);
    }

    /// <summary>The process that a pid file names.</summary>
    /// <exception cref="EngineException">RuntimeFailed: the file names none that lives.</exception>
    public static ProcessIdentity FromPidFile(string program, string path)
    {
        var text = File.Exists(path) ? Encoding.UTF8.GetString(Hull.Linux.SafePath.ReadHostFile(path, 64)).Trim() : "";
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && ProcessIdentity.TryRead(pid) is { } process) return process;
        throw new EngineException(ErrorKind.RuntimeFailed, $"{program}: its pid file {path} names no process that lives");
    }

    /// <summary>What a helper that failed has said, as an error of the right kind.</summary>
    public static EngineException Failed(string program, ExitStatus status, string said)
    {
        var lines = said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(line => !line.Contains("syslog", StringComparison.Ordinal));
        var reason = string.Join("; ", lines);
        var taken = reason.Contains("in use", StringComparison.OrdinalIgnoreCase) || reason.Contains("Failed to bind", StringComparison.Ordinal);
        return new EngineException(
            taken ? ErrorKind.Conflict : ErrorKind.RuntimeFailed,
            $"{program}: {(reason.Length > 0 ? reason : status.ToString())}{(taken && !reason.Contains("in use", StringComparison.OrdinalIgnoreCase) ? ": address already in use" : "")}",
            taken ? "choose another port, or find who listens with `ss -lntup`" : Mend(reason));
    }

    private static string? Mend(string reason)
    {
        if (reason.Contains("tun", StringComparison.Ordinal)) return "`sudo chmod 0666 /dev/net/tun`; where it is missing, `sudo modprobe tun` first";
        // It says so of IPv6 alone, too, and goes on.
        return reason.Contains("No external routable interface for IPv4", StringComparison.Ordinal)
            ? "the host has no default route for pasta to copy: use `--network slirp4netns`, `none` or `host`, or give the host a route with `sudo ip route add default via GATEWAY`"
            : null;
    }

    private static void EndOne(ProcessIdentity process)
    {
        using var handle = process.TryOpen();
        if (handle is null) return;
        PidFd.TrySendSignal(handle, Signal.Term);
        if (PidFd.Wait(handle, (int)Patience.TotalMilliseconds)) return;
        PidFd.TrySendSignal(handle, Signal.Kill);
        PidFd.Wait(handle, (int)Patience.TotalMilliseconds);
    }
}
