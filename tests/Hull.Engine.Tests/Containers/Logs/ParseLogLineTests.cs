using System.Text;
using Hull.Engine.Containers.Logs;

namespace Hull.Engine.Tests.Containers.Logs;

public sealed class ParseLogLineTests
{
    private const string Time = "2026-11-23T21:22:59.265089181+01:00";

    [Theory]
    [InlineData("stdout F hello", LogStream.Output, false, "hello")]
    [InlineData("stderr F hello world", LogStream.Error, false, "hello world")]
    [InlineData("stdout P half", LogStream.Output, true, "half")]
    [InlineData("stdout F ", LogStream.Output, false, "")]
    [InlineData("stdout F  two blanks", LogStream.Output, false, " two blanks")]
    [InlineData("stdout F \u001b[1mß\r", LogStream.Output, false, "\u001b[1mß\r")]
    public void Takes_a_line_apart(string rest, LogStream stream, bool partial, string text)
    {
        Assert.True(ParseLogLine.Try(Encoding.UTF8.GetBytes($"{Time} {rest}"), SampleLog.Config("/x"), out var line));
        Assert.Equal((stream, partial, text, Time), (line.Stream, line.IsPartial, Encoding.UTF8.GetString(line.Text.Span), Encoding.UTF8.GetString(line.TimeText.Span)));
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 21, 22, 59, TimeSpan.FromHours(1)).AddTicks(2650892), line.Time);
    }

    [Fact]
    public void Keeps_bytes_that_are_no_text()
    {
        byte[] raw = [.. Encoding.UTF8.GetBytes(Time + " stdout F "), 0xff, 0, 0xfe];
        Assert.True(ParseLogLine.Try(raw, SampleLog.Config("/x"), out var line));
        Assert.Equal(new byte[] { 0xff, 0, 0xfe }, line.Text.ToArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("text")]
    [InlineData(Time)]
    [InlineData(Time + " stdout")]
    [InlineData(Time + " stdout F")]
    [InlineData(Time + " stdout X text")]
    [InlineData(Time + " stdin F text")]
    [InlineData(Time + " stdout FF text")]
    [InlineData(" stdout F text")]
    public void Refuses_what_conmon_does_not_write(string line) =>
        Assert.False(ParseLogLine.Try(Encoding.UTF8.GetBytes(line), SampleLog.Config("/x"), out _));

    [Theory]
    [InlineData("T stdout P x", true)]
    [InlineData("T stdout F x", false)]
    [InlineData("T stdout ", false)]
    [InlineData("nonsense", false)]
    public void Sees_from_a_lines_beginning_whether_it_goes_on(string beginning, bool partial) =>
        Assert.Equal(partial, ParseLogLine.IsPartial(Encoding.UTF8.GetBytes(beginning)));
}
