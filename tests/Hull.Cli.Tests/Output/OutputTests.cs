using Hull.Cli.Output;
using Hull.Core;
using Microsoft.Extensions.Logging;

namespace Hull.Cli.Tests.Output;

public sealed class OutputTests
{
    [Theory]
    [InlineData(0, "0B", "0 B")]
    [InlineData(12, "12B", "12 B")]
    [InlineData(999, "999B", "999 B")]
    [InlineData(1000, "1kB", "1 kB")]
    [InlineData(1234, "1.23kB", "1.23 kB")]
    [InlineData(1_997_895, "2MB", "2 MB")]
    [InlineData(1_981_234, "1.98MB", "1.98 MB")]
    [InlineData(999_999, "1e+03kB", "1e+03 kB")]
    [InlineData(123_456_789_012, "123GB", "123 GB")]
    [InlineData(long.MaxValue, "9.22EB", "9.22 EB")]
    public void Shows_sizes_as_Podman(long bytes, string tight, string spaced)
    {
        Assert.Equal(tight, HumanSize.Tight(bytes));
        Assert.Equal(spaced, HumanSize.Spaced(bytes));
    }

    [Theory]
    [InlineData(0, "0B", "0B")]
    [InlineData(335_900, "335.9kB", "328KiB")]
    [InlineData(831_488, "831.5kB", "812KiB")]
    [InlineData(25_276_510_208, "25.28GB", "23.54GiB")]
    public void Shows_exact_sizes_as_Podman(long bytes, string tens, string twos)
    {
        Assert.Equal(tens, HumanSize.Exact(bytes));
        Assert.Equal(twos, HumanSize.Binary(bytes));
    }

    [Fact]
    public void Log_lines_have_the_form_of_logrus()
    {
        var output = new StringWriter();
        var log = new LogrusLogger(output, LogLevel.Debug, new FixedClock(TimeZoneInfo.Utc));
        var failure = new InvalidOperationException("why");
        log.LogDebug("mounting \"b\" on /c");
        log.LogWarning("word");
        log.LogTrace("not shown");
        log.LogError(failure, "failed");
        log.LogInformation("");
        log.LogCritical("end");
        Assert.Equal(
            """
            time="2026-01-31T12:00:00Z" level=debug msg="mounting \"b\" on /c"
            time="2026-01-31T12:00:00Z" level=warning msg=word
            time="2026-01-31T12:00:00Z" level=error msg=failed error=why
            time="2026-01-31T12:00:00Z" level=info msg=""
            time="2026-01-31T12:00:00Z" level=fatal msg=end

            """,
            output.ToString());
    }

    [Fact]
    public void Log_lines_name_the_zone()
    {
        var output = new StringWriter();
        new LogrusLogger(output, LogLevel.Trace, new FixedClock(TimeZoneInfo.CreateCustomTimeZone("x", TimeSpan.FromHours(2), "x", "x"))).LogTrace("x");
        Assert.Equal("time=\"2026-01-31T14:00:00+02:00\" level=trace msg=x\n", output.ToString());
    }

    [Fact]
    public void Failures_are_all_told_and_the_last_gives_the_code()
    {
        var error = new StringWriter();
        var failures = new Failures();
        failures.Attempt(static () => throw new EngineException(ErrorKind.NotFound, "first", "do this"));
        failures.Attempt(static () => { });
        failures.Attempt(static () => throw new EngineException(ErrorKind.CommandNotFound, "second"));
        Assert.True(failures.Any);
        Assert.Equal(127, failures.Report(error));
        Assert.Equal("Error: first\nHint: do this\nError: second\n", error.ToString());
        Assert.Equal(0, new Failures().Report(error));
    }

    [Theory]
    [InlineData(1, ErrorKind.NotFound)]
    [InlineData(2, ErrorKind.InvalidState)]
    [InlineData(2, ErrorKind.Conflict)]
    [InlineData(1, ErrorKind.NotFound, ErrorKind.InvalidState)]
    [InlineData(125, ErrorKind.InvalidState, ErrorKind.Internal)]
    public void Removals_have_exit_codes_of_their_own(int expected, params ErrorKind[] kinds)
    {
        var failures = new Failures();
        foreach (var kind in kinds) failures.Attempt(() => throw new EngineException(kind, "x"));
        Assert.Equal(expected, failures.ReportRemoval(new StringWriter()));
    }

    [Theory]
    [InlineData(ErrorKind.CommandNotExecutable, 126)]
    [InlineData(ErrorKind.CommandNotFound, 127)]
    [InlineData(ErrorKind.InvalidArgument, 125)]
    [InlineData(ErrorKind.NotFound, 125)]
    public void Errors_have_Podmans_exit_codes(ErrorKind kind, int expected) => Assert.Equal(expected, ExitCodes.Of(new EngineException(kind, "x")));

    private sealed class FixedClock(TimeZoneInfo zone) : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => zone;

        public override DateTimeOffset GetUtcNow() => new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    }
}
