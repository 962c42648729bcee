using Hull.Linux.Processes;
using Hull.Linux.Terminal;

namespace Hull.Engine.Terminal;

/// <summary>Signals that this process gets, taken in place of their default action until disposed.</summary>
public sealed class CallerSignals : IDisposable
{
    private readonly SignalSubscription _subscription;

    private CallerSignals(SignalSubscription subscription) => _subscription = subscription;

    /// <summary>Passes every signal that can be passed on to a container (see <see cref="SignalSubscription.Forwardable"/>) to a receiver.</summary>
    /// <param name="receiver">Sends the signal to the container's process; false where that has ended. Called on other threads.</param>
    public static CallerSignals ForwardTo(Func<Signal, bool> receiver) =>
        new(SignalSubscription.To(SignalSubscription.Forwardable, signal => receiver(signal)));

    /// <summary>Takes the signals that ask a program to end: SIGHUP, SIGINT, SIGQUIT and SIGTERM.</summary>
    /// <param name="receiver">Told which. Called on another thread.</param>
    public static CallerSignals OnEnd(Action<Signal> receiver) =>
        new(SignalSubscription.To([Signal.Hup, Signal.Int, Signal.Quit, Signal.Term], receiver));

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();
}
