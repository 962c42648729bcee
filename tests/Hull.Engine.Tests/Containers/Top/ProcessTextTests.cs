using Hull.Engine.Containers.Top;

namespace Hull.Engine.Tests.Containers.Top;

public sealed class ProcessTextTests
{
    [Theory]
    [InlineData(0u, "?")]
    [InlineData(0x8803u, "pts/3")]
    [InlineData(0x8901u, "pts/257")]
    [InlineData(0x0401u, "tty1")]
    [InlineData(0x0500u, "5:0")]
    public void Terminals_have_their_names(uint device, string name) => Assert.Equal(name, ProcessText.Terminal(Process() with { Terminal = device }));

    [Theory]
    [InlineData(0UL, "none")]
    [InlineData(0x1ffffffffffUL, "full")]
    [InlineData(0x21UL, "CHOWN,KILL")]
    [InlineData(0x3UL, "CHOWN,DAC_OVERRIDE")]
    public void Capabilities_are_named(ulong bits, string names) =>
        Assert.Equal(names, ProcessText.CapabilitiesOf(Process() with { Capabilities = new Dictionary<string, ulong> { ["CapEff"] = bits } }, "CapEff"));

    [Theory]
    [InlineData(0, "00:00:00")]
    [InlineData(61, "00:01:01")]
    [InlineData(90061, "1-01:01:01")]
    public void Times_are_those_of_ps(int seconds, string text) => Assert.Equal(text, ProcessText.Clock(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void A_share_of_nothing_is_nothing()
    {
        Assert.Equal("0.000", ProcessText.CpuPercent(Process(), "F3"));
        Assert.Equal("25.000", ProcessText.CpuPercent(Process() with { CpuTime = TimeSpan.FromSeconds(1), Elapsed = TimeSpan.FromSeconds(4) }, "F3"));
    }

    [Fact]
    public void What_would_steer_a_terminal_is_not_printed()
    {
        Assert.Equal("sh -c ?[31m?", ProcessText.Arguments(Process() with { Arguments = ["sh", "-c", "\u001b[31m\n"] }));
        Assert.Equal("[init]", ProcessText.Arguments(Process()));
    }

    [Fact]
    public void A_living_process_is_read()
    {
        var self = Environment.ProcessId;
        var process = ReadProcess.Of(self, 0, new ProcessAccounts(self), ProcessClock.Read())!;
        Assert.Equal((self, self), (process.HostPid, process.Pid));
        Assert.NotEmpty(process.Arguments);
        Assert.True(process.ResidentBytes > 0);
        Assert.True(process.Started > DateTimeOffset.UnixEpoch.AddYears(40));
        Assert.Null(ReadProcess.Of(int.MaxValue, 0, process.Accounts, ProcessClock.Read()));
    }

    private static ContainerProcess Process() => new() { Accounts = new ProcessAccounts(Environment.ProcessId), HostPid = 1, Pid = 1, Name = "init" };
}
