using Hull.Core;
using Hull.Linux.Processes;

namespace Hull.Linux.Tests.Processes;

public sealed class SignalTests
{
    [Theory]
    [InlineData("SIGTERM", 15, "SIGTERM")]
    [InlineData("TERM", 15, "SIGTERM")]
    [InlineData("term", 15, "SIGTERM")]
    [InlineData("sigterm", 15, "SIGTERM")]
    [InlineData("15", 15, "SIGTERM")]
    [InlineData("-9", 9, "SIGKILL")]
    [InlineData("-KILL", 9, "SIGKILL")]
    [InlineData("kIlL", 9, "SIGKILL")]
    [InlineData("HUP", 1, "SIGHUP")]
    [InlineData("STKFLT", 16, "SIGSTKFLT")]
    [InlineData("CLD", 17, "SIGCHLD")]
    [InlineData("IOT", 6, "SIGABRT")]
    [InlineData("POLL", 29, "SIGIO")]
    [InlineData("PWR", 30, "SIGPWR")]
    [InlineData("SYS", 31, "SIGSYS")]
    [InlineData("32", 32, "32")]
    [InlineData("RTMIN", 34, "SIGRTMIN")]
    [InlineData("SIGRTMIN+3", 37, "SIGRTMIN+3")]
    [InlineData("rtmin+15", 49, "SIGRTMIN+15")]
    [InlineData("RTMAX-14", 50, "SIGRTMAX-14")]
    [InlineData("RTMAX-1", 63, "SIGRTMAX-1")]
    [InlineData("RTMAX", 64, "SIGRTMAX")]
    [InlineData("64", 64, "SIGRTMAX")]
    public void Reads_names_and_numbers(string text, int number, string name)
    {
        var signal = Signal.Parse(text);
        Assert.Equal((number, name), (signal.Number, signal.Name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("0")]
    [InlineData("65")]
    [InlineData("--9")]
    [InlineData("+9")]
    [InlineData("9.0")]
    [InlineData("SIG")]
    [InlineData("FOO")]
    [InlineData("RTMIN+")]
    [InlineData("RTMIN+0")]
    [InlineData("RTMIN+16")]
    [InlineData("RTMIN+x")]
    [InlineData("RTMAX-15")]
    [InlineData("RTMAX-0")]
    [InlineData("RTMAX+1")]
    [InlineData("SIGSIGTERM")]
    [InlineData(" TERM")]
    public void Refuses_what_is_no_signal(string text)
    {
        var error = Assert.Throws<EngineException>(() => Signal.Parse(text));
        Assert.Equal((ErrorKind.InvalidArgument, $"invalid signal: {text}"), (error.Kind, error.Message));
    }

    [Fact]
    public void Every_name_reads_back_to_its_number()
    {
        foreach (var number in Enumerable.Range(1, 64)) Assert.Equal(number, Signal.Parse(new Signal(number).Name).Number);
    }
}
