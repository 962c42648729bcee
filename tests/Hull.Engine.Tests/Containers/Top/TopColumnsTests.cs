using Hull.Core;
using Hull.Engine.Containers.Top;

namespace Hull.Engine.Tests.Containers.Top;

public sealed class TopColumnsTests
{
    [Theory]
    [InlineData("USER,PID,PPID,%CPU,ELAPSED,TTY,TIME,COMMAND")]
    [InlineData("PID,SECCOMP,COMMAND,%CPU", "pid", "seccomp", "args", "%C")]
    [InlineData("PID,PPID,HUSER", "pid,ppid huser")]
    [InlineData("BOUNDING CAPS,EFFECTIVE CAPS,INHERITED CAPS,PERMITTED CAPS,AMBIENT CAPS", "capbnd", "capeff", "capinh", "capprm", "capamb")]
    [InlineData("PID,COMMAND", "-eo", "pid,comm")]
    [InlineData("PID,COMMAND", "-eo", "pid comm")]
    [InlineData("PID,COMMAND", "-eopid,comm")]
    [InlineData("PID,COMMAND", "-e", "-o", "pid,comm")]
    [InlineData("PID,TTY,TIME,CMD", "-e")]
    [InlineData("UID,PID,PPID,C,STIME,TTY,TIME,CMD", "-ef")]
    [InlineData("USER,PID,%CPU,%MEM,VSZ,RSS,TTY,STAT,START,TIME,COMMAND", "aux")]
    [InlineData("PID,TTY,TIME,CMD", "ax")]
    public void Descriptors_and_arguments_of_ps_name_columns(string headers, params string[] arguments) =>
        Assert.Equal(headers, string.Join(',', TopColumns.Parse(arguments).Select(column => column.Header)));

    [Theory]
    [InlineData("unknown descriptor nosuch", "nosuch")]
    [InlineData("unknown descriptor nosuch", "pid,nosuch")]
    [InlineData("top -l:", "-l")]
    [InlineData("top -eo:", "-eo")]
    [InlineData("top wchan:", "-eo", "pid,wchan")]
    [InlineData("top pid:", "-e", "pid")]
    public void What_is_not_known_is_refused(string message, params string[] arguments)
    {
        if (arguments is ["-eo"]) message = "top -o without a list:";
        var failure = Assert.Throws<EngineException>(() => TopColumns.Parse(arguments));
        Assert.Equal(ErrorKind.InvalidArgument, failure.Kind);
        Assert.StartsWith(message, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_descriptor_of_the_manual_is_known() => Assert.All(
        ("args, capbnd, capeff, capinh, capprm, comm, etime, group, groups, hgroup, hgroups, hpid, huser, label, nice, pcpu, pgid, pid, ppid, rgroup, ruser, "
            + "seccomp, state, stime, time, tty, user, vsz").Split(", "),
        word => Assert.NotNull(TopDescriptors.Find(word)));
}
