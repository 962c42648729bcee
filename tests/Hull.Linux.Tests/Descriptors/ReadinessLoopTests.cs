using Hull.Linux.Descriptors;
using Hull.Linux.Native;

namespace Hull.Linux.Tests.Descriptors;

public sealed class ReadinessLoopTests
{
    private const int CloseOnExec = 1;

    [Fact]
    public async Task Many_waits_on_one_pipe_end_at_its_first_byte()
    {
        using var pipe = Pipe.Create();
        var waits = Enumerable.Range(0, 100).Select(_ => ReadinessLoop.WaitAsync(pipe.Reader, Readiness.Read)).ToArray();
        Assert.All(waits, wait => Assert.False(wait.IsCompleted));
        Libc.Write(pipe.Writer, "x"u8);
        await Task.WhenAll(waits);
        Assert.True(ReadinessLoop.WaitAsync(pipe.Reader, Readiness.Read).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Cancelled_wait_leaves_the_others_and_its_descriptor_alone()
    {
        using var pipe = Pipe.Create();
        using var cancel = new CancellationTokenSource();
        var cancelled = ReadinessLoop.WaitAsync(pipe.Reader, Readiness.Read, cancel.Token);
        var other = ReadinessLoop.WaitAsync(pipe.Reader, Readiness.Read);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.True(ReadinessLoop.WaitAsync(pipe.Reader, Readiness.Read, cancel.Token).IsCanceled);
        Assert.False(other.IsCompleted);
        pipe.Writer.Dispose();
        await other;
    }

    [Fact]
    public async Task Caller_may_close_its_descriptor_while_it_waits()
    {
        using var pipe = Pipe.Create();
        var wait = ReadinessLoop.WaitAsync(pipe.Reader, Readiness.Read);
        pipe.Reader.Dispose();
        Assert.False(wait.IsCompleted);
        Libc.Write(pipe.Writer, "x"u8);
        await wait;
    }

    [Fact]
    public async Task Waits_until_a_full_pipe_has_room()
    {
        using var pipe = Pipe.Create();
        Assert.True(ReadinessLoop.IsReady(pipe.Writer, Readiness.Write));
        Libc.SetNonBlocking(pipe.Writer);
        var chunk = new byte[4096];
        while (Libc.Write(pipe.Writer, chunk) > 0) continue;
        var wait = ReadinessLoop.WaitAsync(pipe.Writer, Readiness.Write);
        Assert.False(wait.IsCompleted);
        for (var i = 0; i < 16; i++) Libc.Read(pipe.Reader, chunk);
        await wait;
    }

    [Fact]
    public void Regular_file_is_always_ready()
    {
        using var file = File.OpenHandle("/etc/passwd");
        Assert.True(ReadinessLoop.WaitAsync(file, Readiness.Read).IsCompletedSuccessfully);
    }

    [Fact]
    public void Pipes_and_sockets_are_closed_on_exec_and_connected()
    {
        using var pipe = Pipe.Create();
        using var pair = SocketPair.Create();
        foreach (var handle in new[] { pipe.Reader, pipe.Writer, pair.First, pair.Second })
            Assert.Equal(CloseOnExec, Libc.fcntl(handle, Libc.F_GETFD, 0));
        Libc.Write(pair.First, "a"u8);
        Libc.Write(pair.Second, "bc"u8);
        var buffer = new byte[10];
        Assert.Equal((1, 2), (Libc.Read(pair.Second, buffer), Libc.Read(pair.First, buffer)));
        pair.First.Dispose();
        Assert.Equal(0, Libc.Read(pair.Second, buffer));
    }
}
