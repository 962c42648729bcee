using System.Text;
using Hull.Linux.Processes;

namespace Hull.Linux.Tests.Processes;

public sealed class RunAndCaptureTests
{
    private static SpawnRequest Shell(string script) => new() { Program = "/bin/sh", Arguments = ["-c", script] };

    [Fact]
    public void Keeps_both_streams_apart()
    {
        var run = RunAndCapture.Run(Shell("echo out; echo err >&2; exit 3"));
        Assert.Equal((3, "out\n", "err", false), (run.Status.Code, run.OutputText, run.ErrorText, run.IsTruncated));
    }

    [Fact]
    public void Moves_more_than_pipes_hold_in_both_directions()
    {
        var input = new byte[3_000_000];
        new Random(7).NextBytes(input);
        var run = RunAndCapture.Run(Shell("cat"), new CaptureRequest { Input = input });
        Assert.True(run.Status.IsSuccess);
        Assert.Equal(input, run.Output.ToArray());
    }

    [Fact]
    public void Child_that_does_not_read_its_input_is_no_error()
        => Assert.Equal(4, RunAndCapture.Run(Shell("exec 0<&-; exit 4"), new CaptureRequest { Input = new byte[1_000_000] }).Status.Code);

    [Fact]
    public void Reads_on_past_the_limit_and_says_so()
    {
        var run = RunAndCapture.Run(Shell("head -c 300000 /dev/zero; head -c 300000 /dev/zero >&2"), new CaptureRequest { OutputLimit = 1000, ErrorLimit = 10 });
        Assert.True(run.Status.IsSuccess);
        Assert.Equal((1000, 10, true), (run.Output.Length, run.Error.Length, run.IsTruncated));
    }

    [Fact]
    public void Does_not_wait_for_grandchildren_that_hold_the_pipes()
    {
        var run = RunAndCapture.Run(Shell("sleep 60 & echo $!"));
        var pid = int.Parse(run.OutputText);
        Assert.True(ProcessIdentity.TryRead(pid)!.Value.TrySendSignal(Signal.Kill));
    }

    [Fact]
    public async Task Cancelling_kills_the_child()
    {
        using var cancel = new CancellationTokenSource();
        var path = Path.GetTempFileName();
        try
        {
            var run = RunAndCapture.RunAsync(Shell($"echo $$ > {path}; exec sleep 60"), null, cancel.Token);
            while (new FileInfo(path).Length == 0) await Task.Delay(5);
            var pid = int.Parse(await File.ReadAllTextAsync(path));
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
            Assert.Null(ProcessIdentity.TryRead(pid));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Output_text_is_utf8()
        => Assert.Equal("grüße", RunAndCapture.Run(Shell("cat"), new CaptureRequest { Input = Encoding.UTF8.GetBytes("grüße") }).OutputText);
}
