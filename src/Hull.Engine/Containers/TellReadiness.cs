using System.Globalization;
using Hull.Core;
using Hull.Engine.Health;
using Hull.Linux.Processes;
using Hull.Linux.Sockets;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Containers;

/// <summary>
/// Tells the service manager that started this command how the container stands (podman-run(1), --sdnotify): that conmon is the service's main
/// process, and, but where the container itself does, that it is ready.
/// </summary>
internal sealed class TellReadiness(ContainerStore store, TimeProvider time, ILogger log)
{
    private const string Variable = "NOTIFY_SOCKET";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    // Taken out of the environment: a runtime that found it would wait for the container's readiness by itself.
    private readonly string? _callers = TakeVariable();

    /// <summary>The socket of whoever started this command; null where nobody asks.</summary>
    public string? CallersSocket => _callers;

    /// <summary>The socket that a container's readiness is told to: the caller's, else that of whoever made it; null where nobody is to be told.</summary>
    public string? SocketOf(ContainerConfig config) => config.Spec.SdNotifyMode is null or "ignore" ? null : _callers ?? config.Spec.SdNotifySocket;

    /// <summary>Tells that conmon is the main process.</summary>
    public void MainProcess(ContainerConfig config, int monitor) =>
        Send(config, string.Create(CultureInfo.InvariantCulture, $"MAINPID={monitor}"));

    /// <summary>Tells that the container has started, where that is to be told.</summary>
    public void Started(ContainerConfig config)
    {
        if (config.Spec.SdNotifyMode == "conmon") Send(config, "READY=1");
    }

    /// <summary>Waits until the container is healthy, and tells that it is ready. Returns at once where that is not to be told.</summary>
    public void Healthy(ContainerRecord run)
    {
        if (run.Config.Spec.SdNotifyMode != "healthy" || SocketOf(run.Config) is null) return;
        var process = new ProcessIdentity(run.State.Pid, run.State.PidStartTime);
        while (process.IsAlive)
        {
            if (store.TryFind(run.Config.Id)?.State is not { } state || state.Pid != run.State.Pid) return;
            if (state.Health?.Status == HealthStatus.Healthy)
            {
                Send(run.Config, "READY=1");
                return;
            }
            Task.Delay(Pause, time).GetAwaiter().GetResult();
        }
    }

    private void Send(ContainerConfig config, string message)
    {
        if (SocketOf(config) is not { } socket) return;
        log.TellingReadiness(message, socket);
        try
        {
            NotifySocket.Send(socket, message);
        }
        catch (EngineException e)
        {
            // The container runs, whoever hears of it.
            log.Warn($"telling the service manager {message}: {e.Message}");
        }
    }

    private static string? TakeVariable()
    {
        var value = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(value)) return null;
        Environment.SetEnvironmentVariable(Variable, null);
        return value;
    }
}
