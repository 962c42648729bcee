using Hull.Cli.CommandLine;
using Hull.Cli.Output;
using Hull.Engine.Containers;
using Hull.Engine.Terminal;
using Microsoft.Extensions.Logging;

namespace Hull.Cli.Commands;

/// <summary>Connects this process's streams, terminal and signals to a container or an exec session, for as long as it is attached.</summary>
/// <param name="context">The running command.</param>
/// <param name="terminal">Whether the other side has a terminal.</param>
/// <param name="passSignals">Whether signals are passed on.</param>
internal sealed class AttachedRun(CommandContext context, bool terminal, bool passSignals) : IDisposable
{
    private readonly List<IDisposable> connections = [];

    /// <summary>The streams to attach.</summary>
    /// <param name="input">Whether standard input.</param>
    /// <param name="output">Whether standard output.</param>
    /// <param name="error">Whether standard error.</param>
    /// <param name="detachKeys">The detach keys.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: the keys are wrong.</exception>
    public AttachStreams Streams(bool input, bool output, bool error, string detachKeys)
    {
        AttachedTerminal.CheckDetachKeys(detachKeys);
        context.Out.Flush();
        return new AttachStreams
        {
            Input = input ? context.Streams.RawIn : null,
            Output = output ? context.Streams.RawOut : null,
            Error = error ? context.Streams.RawError : null,
            DetachKeys = detachKeys,
            WindowSize = terminal ? AttachedTerminal.TryGetSize(StandardStreams.InputHandle) : null,
        };
    }

    /// <summary>Warns, as Podman does, where a terminal was asked for but there is none to read from.</summary>
    /// <param name="input">Whether standard input is attached.</param>
    public void WarnWithoutTerminal(bool input)
    {
        if (terminal && input && !AttachedTerminal.IsTerminal(StandardStreams.InputHandle))
            context.Log.LogWarning("The input device is not a TTY. The --tty and --interactive flags might not work properly");
    }

    /// <summary>Connects the terminal and the signals to a container that has just been started.</summary>
    /// <param name="running">The container.</param>
    public void Connect(RunningContainer running)
    {
        ConnectTerminal(running.Resize);
        // In raw mode keys make no signals; what comes from elsewhere is meant for this process.
        if (!terminal && passSignals) connections.Add(CallerSignals.ForwardTo(running.Kill));
    }

    /// <summary>Connects the terminal to an exec session that has just been started.</summary>
    /// <param name="session">The session.</param>
    public void Connect(ExecSession session) => ConnectTerminal(session.Resize);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var connection in connections) connection.Dispose();
    }

    private void ConnectTerminal(Action<int, int> resize)
    {
        if (!terminal || !AttachedTerminal.IsTerminal(StandardStreams.InputHandle)) return;
        var attached = AttachedTerminal.Begin(StandardStreams.InputHandle, resize);
        connections.Add(attached);
        // A signal that ends this process must not leave the terminal raw.
        connections.Add(CallerSignals.OnEnd(signal =>
        {
            attached.Dispose();
            Environment.Exit(ExitCodes.SignalBase + signal.Number);
        }));
    }
}
