using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Hull.Linux.Processes;
using Hull.Linux.Terminal;

namespace Hull.Linux.Tests.Terminal;

// In one collection: signals are the process's, and a test that waits for all of them must not meet another that ignores one.
[Collection("signals")]
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

    [Fact]
    public async Task Signal_that_a_shell_had_ignored_arrives_and_is_ignored_again_afterwards()
    {
        // RTMIN+10 stands in for SIGINT, which the test runner listens for.
        var signal = new Signal(44);
        SignalAction.SetIgnored(signal, ignored: true);
        try
        {
            var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using (SignalSubscription.To([signal], _ => arrived.TrySetResult()))
            {
                Assert.False(SignalAction.IsIgnored(signal));
                Assert.Equal(0, kill(Environment.ProcessId, signal.Number));
                await arrived.Task.WaitAsync(TimeSpan.FromSeconds(30));
            }

            Assert.True(SignalAction.IsIgnored(signal));
        }
        finally
        {
            SignalAction.SetIgnored(signal, ignored: false);
        }
    }

    [DllImport("libc")]
    private static extern int kill(int pid, int signal);
}
