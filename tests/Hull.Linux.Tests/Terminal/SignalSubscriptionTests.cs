using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Hull.Linux.Processes;
using Hull.Linux.Terminal;

namespace Hull.Linux.Tests.Terminal;

public sealed class SignalSubscriptionTests
{
    [Fact]
    public void Forwards_podman_s_signals_but_for_those_that_cannot_be()
    {
        var names = SignalSubscription.Forwardable.Select(signal => signal.Name).ToHashSet();
        foreach (var name in new[] { "HUP", "INT", "QUIT", "ABRT", "FPE", "USR1", "USR2", "ALRM", "TERM", "CONT", "TSTP", "WINCH", "IO", "PWR", "SYS", "RTMIN+1", "RTMAX" })
            Assert.Contains("SIG" + name, names);
        foreach (var name in new[] { "KILL", "STOP", "CHLD", "PIPE", "URG", "SEGV", "BUS", "ILL", "TRAP", "TTIN", "TTOU", "RTMIN" })
            Assert.DoesNotContain("SIG" + name, names);
        Assert.Equal(50, names.Count);
    }

    [Fact]
    public async Task Every_signal_arrives_by_its_number_and_does_nothing_else()
    {
        // The test runner itself listens for these and would end the run.
        Signal[] runners = [Signal.Int, Signal.Quit, Signal.Term];
        var signals = SignalSubscription.Forwardable.Except(runners).ToArray();
        var arrived = new ConcurrentDictionary<Signal, TaskCompletionSource>(
            signals.Select(s => KeyValuePair.Create(s, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))));
        using var subscription = SignalSubscription.To(signals, signal => arrived[signal].TrySetResult());
        foreach (var signal in signals)
        {
            Assert.Equal(0, kill(Environment.ProcessId, signal.Number));
            await arrived[signal].Task.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    [DllImport("libc")]
    private static extern int kill(int pid, int signal);
}
