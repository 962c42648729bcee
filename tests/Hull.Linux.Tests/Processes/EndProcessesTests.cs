using Hull.Linux.Processes;

namespace Hull.Linux.Tests.Processes;

public sealed class EndProcessesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("conmon\0-c\0x\0-b\0/run/one\0", true)]
    [InlineData("runc\0create\0--bundle\0/run/one\0x\0", true)]
    [InlineData("ls\0/run/one\0", false)]
    [InlineData("conmon\0-b\0/run/one/more\0", false)]
    [InlineData("conmon\0-b\0/run/on\0e\0", false)]
    [InlineData("/run/one", false)]
    [InlineData("-b\0/run/one", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Only_an_option_with_the_value_behind_it_matches(string? commandLine, bool matches) =>
        Assert.Equal(matches, EndProcesses.Matches(commandLine, ["-b", "--bundle"], "/run/one"));

    [Fact]
    public void Processes_with_the_option_end_and_others_live()
    {
        var value = "/nowhere/" + Guid.NewGuid();
        using var mine = Sleep("-b", value);
        using var other = Sleep("--like", value);
        Assert.Equal(1, EndProcesses.WithOption(["-b"], value, Patience));
        Assert.False(mine.WaitForExit().IsSuccess);
        Assert.Equal(1, EndProcesses.WithOption(["--like"], value, Patience));
        Assert.False(other.WaitForExit().IsSuccess);
        Assert.Equal(0, EndProcesses.WithOption(["-b", "--like"], value, Patience));
    }

    // The shell is the process, and stops itself: a child that it forked would have its arguments until the child's exec.
    private static ChildProcess Sleep(params string[] arguments) =>
        Spawn.Start(new SpawnRequest { Program = "/bin/sh", Arguments = ["-c", "kill -STOP $$", "sh", .. arguments] });
}
