using Hull.Linux.Processes;

namespace Hull.Linux.Tests.Processes;

public sealed class ProcessIdentityTests
{
    private static ChildProcess Sleeper() => Spawn.Start(new SpawnRequest { Program = "/bin/sleep", Arguments = ["60"] });

    [Fact]
    public void Current_process_is_alive() => Assert.True(ProcessIdentity.Current.IsAlive);

    [Fact]
    public void Another_start_time_is_another_process()
    {
        using var child = Sleeper();
        var other = child.Identity with { StartTime = child.Identity.StartTime - 1 };
        Assert.True(child.Identity.IsAlive);
        Assert.False(other.IsAlive);
        Assert.Null(other.TryOpen());
        Assert.False(other.TrySendSignal(Signal.Kill));
        Assert.True(child.Identity.TrySendSignal(Signal.Kill));
        Assert.Equal(Signal.Kill, child.WaitForExit().Signal);
    }

    [Fact]
    public async Task Zombie_is_not_alive_and_a_reaped_process_is_gone()
    {
        using var child = Sleeper();
        var identity = child.Identity;
        Assert.True(child.Kill(Signal.Term));
        await PidFd.WaitAsync(child.Handle);
        Assert.False(identity.IsAlive);
        Assert.NotNull(ProcessIdentity.TryRead(child.Pid));
        Assert.Equal(Signal.Term, (await child.WaitForExitAsync()).Signal);
        Assert.Null(ProcessIdentity.TryRead(child.Pid));
        Assert.False(child.Kill(Signal.Term));
        Assert.False(identity.TrySendSignal(Signal.Term));
        Assert.Equal(Signal.Term, child.WaitForExit().Signal);
    }

    [Fact]
    public async Task Many_waits_on_one_process_all_end_and_a_cancelled_one_leaves_the_others()
    {
        using var child = Sleeper();
        using var cancel = new CancellationTokenSource();
        var cancelled = child.WaitForExitAsync(cancel.Token);
        var waits = Enumerable.Range(0, 10).Select(_ => child.WaitForExitAsync()).ToArray();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.All(waits, wait => Assert.False(wait.IsCompleted));
        child.Kill(Signal.Kill);
        Assert.All(await Task.WhenAll(waits), status => Assert.Equal(Signal.Kill, status.Signal));
    }

    [Fact]
    public void Wait_on_this_thread_gives_up_when_the_time_is_over()
    {
        using var child = Sleeper();
        Assert.False(PidFd.Wait(child.Handle, 1));
        child.Kill(Signal.Kill);
        Assert.True(PidFd.Wait(child.Handle));
        child.WaitForExit();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void No_process_has_an_impossible_number(int pid)
    {
        Assert.Null(ProcessIdentity.TryRead(pid));
        Assert.Null(PidFd.TryOpen(pid));
    }

    [Theory]
    [InlineData("42 (sh) S 1 1 1 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 12345 6", 'S', false, 12345)]
    [InlineData("42 (a) b) R) Z 1 1 1 0 -1 4194564 1 2 3 4 5 6 7 8 20 0 1 0 99\n", 'Z', true, 99)]
    public void Name_of_a_process_cannot_mislead_the_parser(string line, char state, bool exiting, int start)
        => Assert.Equal((state, exiting, (ulong)start), ProcessIdentity.ParseStat(line));

    [Theory]
    [InlineData("")]
    [InlineData("42 (sh")]
    [InlineData("42 (sh)")]
    [InlineData("42 (sh) S 1 2 3")]
    [InlineData("42 (sh) S 1 1 1 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 -5")]
    [InlineData("42 (sh) S 1 1 1 0 -1 flags 1 2 3 4 5 6 7 8 20 0 1 0 5")]
    public void Malformed_stat_is_refused(string line) => Assert.Null(ProcessIdentity.ParseStat(line));
}
