using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Hull.EndToEnd.Tests.Harness;

/// <summary>A started command: its streams are read all along, so that it never waits for the test.</summary>
internal sealed class Running : IDisposable
{
    private readonly Process _process;
    private readonly string _command;
    private readonly StringBuilder _out = new();
    private readonly StringBuilder _error = new();
    private readonly Task _pumps;

    public Running(Process process, string command)
    {
        _process = process;
        _command = command;
        Pid = process.Id;
        _pumps = Task.WhenAll(Pump(process.StandardOutput, _out), Pump(process.StandardError, _error));
    }

    /// <summary>The engine's own process, as the machine numbers it.</summary>
    public int Pid { get; }

    public string Out => Snapshot(_out);

    public string Error => Snapshot(_error);

    public bool HasExited => _process.HasExited;

    public void Write(string text)
    {
        _process.StandardInput.Write(text);
        _process.StandardInput.Flush();
    }

    public void CloseInput() => _process.StandardInput.Close();

    /// <summary>SIGKILL, unless it has ended by itself in this very moment.</summary>
    public void KillIfThere()
    {
        const int NoSuchProcess = 3;
        if (!HasExited && Native.Kill(_process.Id, 9) < 0 && Marshal.GetLastPInvokeError() != NoSuchProcess) Native.Check(-1, "kill");
    }

    public void Signal(int signal) => Native.Check(Native.Kill(Pid, signal), "kill");

    public void WaitForOutput(string text) =>
        Eventually.Holds($"'{text}' in the output of {_command} (so far: {Out}, error: {Error})", () => Out.Contains(text));

    /// <summary>Waits for the end of the process and of both streams: a descriptor that outlives the command is a fault.</summary>
    public Result Finish(int seconds = 60)
    {
        if (!_process.WaitForExit(Eventually.Seconds(seconds)))
        {
            _process.Kill();
            Assert.Fail($"{_command} did not end within {seconds} s\n--- out\n{Out}\n--- error\n{Error}");
        }
        Assert.True(_pumps.Wait(Eventually.Seconds(10)), $"{_command} has ended, but something still holds its output open\n{Out}\n{Error}");
        return new Result(_command, _process.ExitCode, Out, Error);
    }

    /// <summary>Waits for the process alone: what a killed one had started may still hold its output.</summary>
    public void FinishProcess() => Assert.True(_process.WaitForExit(Eventually.Seconds(60)), _command + " did not end within 60 s");

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private static async Task Pump(StreamReader from, StringBuilder to)
    {
        var buffer = new char[4096];
        int count;
        while ((count = await from.ReadAsync(buffer)) > 0)
        {
            lock (to) to.Append(buffer, 0, count);
        }
    }

    private static string Snapshot(StringBuilder text)
    {
        lock (text) return text.ToString();
    }
}
