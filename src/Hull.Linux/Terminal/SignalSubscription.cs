using System.Runtime.InteropServices;
using Hull.Linux.Processes;

namespace Hull.Linux.Terminal;

/// <summary>
/// Takes signals sent to this process in place of their default action, until disposed. Built on the runtime's own registration:
/// signalfd(2) needs the signals blocked in every thread, and the runtime has threads before any managed code runs.
/// </summary>
public sealed class SignalSubscription : IDisposable
{
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly List<Signal> _ignoredBefore = [];

    private SignalSubscription()
    {
    }

    /// <summary>
    /// The signals that are forwarded to a container. Podman's, without SIGCHLD, SIGPIPE, SIGURG, SIGKILL and SIGSTOP as there, and without:
    /// SIGTTIN and SIGTTOU, which the terminal repeats without end to a background process that does not stop; SIGSEGV, SIGBUS, SIGILL and
    /// SIGTRAP, by which the processor reports faults of this very process; and 32 to 34, which the C library and the runtime use.
    /// </summary>
    public static IReadOnlyList<Signal> Forwardable { get; } = [.. Enumerable.Range(1, 64).Where(IsForwardable).Select(number => new Signal(number))];

    /// <summary>Subscribes to some signals.</summary>
    /// <param name="signals">Which.</param>
    /// <param name="handler">Called on another thread for each arrival; arrivals close together may be one call, and calls may overlap.</param>
    public static SignalSubscription To(IEnumerable<Signal> signals, Action<Signal> handler)
    {
        var wanted = signals.ToArray();
        var subscription = new SignalSubscription();
        try
        {
            // All before the first registration, at which the runtime looks at some of them once and for all.
            foreach (var signal in wanted) subscription.StopIgnoring(signal);
            subscription._registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGCONT, static _ => { }));
            foreach (var signal in wanted)
            {
                // PosixSignal's own values are negative; positive ones are taken as the system's numbers.
                subscription._registrations.Add(PosixSignalRegistration.Create((PosixSignal)signal.Number, context =>
                {
                    context.Cancel = true;
                    handler(signal);
                }));
            }

            foreach (var signal in subscription._ignoredBefore) InstallHandler(signal);
        }
        catch
        {
            subscription.Dispose();
            throw;
        }

        return subscription;
    }

    /// <summary>Gives the signals their former actions back.</summary>
    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _registrations.Clear();
        foreach (var signal in _ignoredBefore) SignalAction.SetIgnored(signal, ignored: true);
        _ignoredBefore.Clear();
    }

    /// <summary>
    /// A shell starts background jobs with SIGINT and SIGQUIT ignored, and the runtime would leave them so. Who asks for a signal by kill(1)
    /// means it, as with Podman.
    /// </summary>
    private void StopIgnoring(Signal signal)
    {
        if (!SignalAction.IsIgnored(signal)) return;
        SignalAction.SetIgnored(signal, ignored: false);
        _ignoredBefore.Add(signal);
    }

    /// <summary>
    /// Once the console was used, the runtime believes that a signal it found ignored is taken care of and installs nothing. Its one handler
    /// serves every signal alike, so that of SIGCONT, which it always installs, is put there.
    /// </summary>
    private static void InstallHandler(Signal signal)
    {
        if (SignalAction.IsDefault(signal)) SignalAction.Copy(Signal.Cont, signal);
    }

    private static bool IsForwardable(int number) => number switch
    {
        4 or 5 or 7 or 11 => false, // ILL TRAP BUS SEGV
        9 or 19 => false, // KILL STOP
        13 or 17 or 23 => false, // PIPE CHLD URG
        21 or 22 => false, // TTIN TTOU
        32 or 33 or 34 => false,
        _ => true,
    };
}
