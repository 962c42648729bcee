using Hull.Core.GoSyntax;
using Hull.Templates.Times;

namespace Hull.Templates.Tests.Times;

public sealed class GoTimeTests
{
    private static readonly GoTime Sample = new()
    {
        Clock = new DateTime(2026, 2, 3, 4, 5, 6),
        Nanosecond = 70_800_900,
        Offset = 5400,
        Zone = "",
    };

    [Theory]
    [InlineData("2006-01-02T15:04:05Z07:00", "2026-02-03T04:05:06+01:30")]
    [InlineData("2006-01-02 15:04:05.999999999 -0700 MST", "2026-02-03 04:05:06.0708009 +0130 +0130")]
    [InlineData("Mon Jan _2 15:04:05 2006", "Tue Feb  3 04:05:06 2026")]
    [InlineData("Monday, 02-Jan-06 15:04:05 MST", "Tuesday, 03-Feb-26 04:05:06 +0130")]
    [InlineData("January 2 3:04PM pm", "February 3 4:05AM am")]
    [InlineData("1/2/06 03:4:5", "2/3/26 04:5:6")]
    [InlineData("002 __2 _2006", "034  34 _2026")]
    [InlineData(".000 .000000 .000000000 ,000 .9 .99 .999999999", ".070 .070800 .070800900 ,070  .07 .0708009")]
    [InlineData(".0001 .01", ".0002 .02")]
    [InlineData("-07 -0700 -07:00 -070000 -07:00:00 Z07 Z0700 Z070000 Z07:00:00", "+01 +0130 +01:30 +013000 +01:30:00 +01 +0130 +013000 +01:30:00")]
    [InlineData("Janet Monty Jan.", "Janet Monty Feb.")]
    [InlineData("no element", "no element")]
    [InlineData("", "")]
    public void Formats_by_layout(string layout, string expected) => Assert.Equal(expected, TimeLayout.Format(Sample, layout));

    [Theory]
    [InlineData("Z07 Z0700 Z07:00 Z070000 Z07:00:00", "Z Z Z Z Z")]
    [InlineData("MST -0700 3PM", "UTC +0000 12AM")]
    public void Formats_utc_by_layout(string layout, string expected) => Assert.Equal(expected, TimeLayout.Format(GoTime.Zero, layout));

    [Fact]
    public void Shows_offsets_west_with_a_minus_and_afternoons_with_pm()
    {
        var time = Sample with { Offset = -(3 * 3600) - 1800, Clock = new DateTime(2026, 2, 3, 13, 0, 0), Zone = "NST" };
        Assert.Equal("NST -0330 1PM pm", TimeLayout.Format(time, "MST -0700 3PM pm"));
    }

    [Theory]
    [InlineData("2026-11-23T20:00:00Z", "2026-11-23 20:00:00 +0000 UTC")]
    [InlineData("2026-11-23T20:00:00.123456789Z", "2026-11-23 20:00:00.123456789 +0000 UTC")]
    [InlineData("2026-11-23T20:00:00.1234567891234Z", "2026-11-23 20:00:00.123456789 +0000 UTC")]
    [InlineData("2026-11-23T20:00:00,5Z", "2026-11-23 20:00:00.5 +0000 UTC")]
    [InlineData("2026-11-23T20:00:00-13:37", "2026-11-23 20:00:00 -1337 -1337")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01 00:00:00 +0000 UTC")]
    [InlineData("0001-01-01T00:00:00+13:37", "0001-01-01 00:00:00 +1337 +1337")]
    public void Reads_rfc3339(string text, string expected) => Assert.Equal(expected, new TimeValue(GoTime.Parse(text)!).StringMethod);

    [Theory]
    [InlineData("")]
    [InlineData("2026-11-23")]
    [InlineData("2026-11-23 20:00:00Z")]
    [InlineData("2026-13-23T20:00:00Z")]
    [InlineData("2026-11-23T25:00:00Z")]
    [InlineData("2026-11-23T20:00:00")]
    [InlineData("2026-11-23T20:00:00+25:00")]
    [InlineData("2026-11-23T20:00:00+01:61")]
    [InlineData("2026-11-23T20:00:00.Z")]
    [InlineData("٢026-11-23T20:00:00Z")]
    public void Leaves_other_text_alone(string text) => Assert.Null(GoTime.Parse(text));

    [Fact]
    public void Counts_in_utc_whatever_the_offset()
    {
        Assert.Equal(new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.FromMinutes(90)).ToUnixTimeSeconds(), Sample.UnixSeconds);
        Assert.Equal(Sample.UnixSeconds, Sample.ToUtc().UnixSeconds);
        Assert.Equal("UTC", Sample.ToUtc().Zone);
        Assert.Equal(Sample.UnixSeconds, Sample.ToLocal().UnixSeconds);
        Assert.Equal((Sample.UnixSeconds * 1_000_000_000) + 70_800_900, Sample.UnixNanoseconds);
        Assert.Equal(0, Sample.CompareTo(Sample.ToUtc()));
    }

    [Theory]
    [InlineData(0, 70_800_900, 6)]
    [InlineData(1_000_000_000, 70_800_900, 7)]
    [InlineData(-70_800_901, 999_999_999, 5)]
    [InlineData(929_199_100, 0, 7)]
    [InlineData(-1_000_000_000, 70_800_900, 5)]
    public void Adds_nanoseconds(long nanoseconds, int nanosecond, int second)
    {
        var later = Sample.Add(nanoseconds);
        Assert.Equal((nanosecond, second), (later.Nanosecond, later.Clock.Second));
        Assert.Equal(nanoseconds, later.Since(Sample));
    }

    [Fact]
    public void Holds_differences_within_what_a_duration_can_hold()
    {
        var last = new GoTime { Clock = DateTime.MaxValue };
        Assert.Equal(long.MaxValue, last.Since(GoTime.Zero));
        Assert.Equal(long.MinValue, GoTime.Zero.Since(last));
    }

    [Fact]
    public void Refuses_to_leave_the_years_that_there_are()
    {
        Assert.Throws<TemplateFunctionException>(() => GoTime.Zero.Add(-1_000_000_000));
        Assert.Throws<TemplateFunctionException>(() => (GoTime.Zero with { Offset = 3600 }).ToUtc());
        Assert.Throws<TemplateFunctionException>(() => (Sample with { Clock = DateTime.MaxValue }).Add(long.MaxValue));
    }

    [Fact]
    public void Takes_over_net_moments()
    {
        Assert.Equal("2026-11-23 20:00:00.1234567 +0000 UTC", new TimeValue(GoTime.From(new DateTimeOffset(2026, 11, 23, 20, 0, 0, TimeSpan.Zero).AddTicks(1234567))).StringMethod);
        Assert.Equal(5 * 3600, GoTime.From(new DateTimeOffset(2026, 11, 23, 20, 0, 0, TimeSpan.FromHours(5))).Offset);
        Assert.True(GoTime.From(DateTimeOffset.MinValue).IsZero);
        Assert.False(Sample.IsZero);
    }

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(1, "1ns")]
    [InlineData(-999, "-999ns")]
    [InlineData(1_500, "1.5µs")]
    [InlineData(2_000_000, "2ms")]
    [InlineData(1_000_000_000, "1s")]
    [InlineData(90_500_000_000, "1m30.5s")]
    [InlineData(3_600_000_000_000, "1h0m0s")]
    [InlineData(long.MaxValue, "2562047h47m16.854775807s")]
    [InlineData(long.MinValue, "-2562047h47m16.854775808s")]
    public void Prints_durations_as_Go_does(long nanoseconds, string expected) => Assert.Equal(expected, DurationText.Of(nanoseconds));

    [Theory]
    [InlineData("{{.Nanoseconds}} {{.Microseconds}} {{.Milliseconds}} {{.Seconds}} {{.Minutes}} {{.Hours}}", "5400000000000 5400000000 5400000 5400 90 1.5")]
    [InlineData("{{.Abs}} {{.String}} {{.Truncate 3600000000000}} {{.Round 3600000000000}} {{.Round 0}} {{.Truncate -1}}", "1h30m0s 1h30m0s 1h0m0s 2h0m0s 1h30m0s 1h30m0s")]
    public void Has_the_methods_of_a_duration(string template, string expected) =>
        Assert.Equal(expected, Template.Parse("t", template).Execute(TimeSpan.FromMinutes(90)));

    [Fact]
    public void Rounds_durations_away_from_zero_and_holds_them_at_the_limit()
    {
        var template = Template.Parse("t", "{{.Round 60000000000}} {{.Abs}} {{.Truncate 60000000000}}");
        Assert.Equal("-2m0s 1m30s -1m0s", template.Execute(TimeSpan.FromSeconds(-90)));
        Assert.Equal("-1m0s 1m29s -1m0s", template.Execute(TimeSpan.FromSeconds(-89)));
        var limit = DurationValue.FromNanoseconds(long.MinValue);
        Assert.Equal("-2562047h47m0s", Template.Parse("t", "{{.Round 60000000000}}").Execute(limit));
        Assert.Equal("-2562047h47m16.854775808s", Template.Parse("t", "{{.Round 3600000000000}}").Execute(limit));
        Assert.Equal("2562047h47m16.854775807s", Template.Parse("t", "{{.Abs}}").Execute(limit));
    }
}
