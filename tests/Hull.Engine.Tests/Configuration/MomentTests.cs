using Hull.Core;
using Hull.Engine.Configuration;

namespace Hull.Engine.Tests.Configuration;

public sealed class MomentTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("10m", "2026-01-31T11:50:00.0000000Z")]
    [InlineData("1h30m", "2026-01-31T10:30:00.0000000Z")]
    [InlineData("-1h", "2026-01-31T13:00:00.0000000Z")]
    [InlineData("0", "1970-01-01T00:00:00.0000000Z")]
    [InlineData("1700000000", "2023-11-14T22:13:20.0000000Z")]
    [InlineData("1700000000.5", "2023-11-14T22:13:20.5000000Z")]
    [InlineData("1700000000.123456789", "2023-11-14T22:13:20.1234567Z")]
    [InlineData("2026-01-01", "2026-01-01T00:00:00.0000000Z")]
    [InlineData("2026-01-01Z", "2026-01-01T00:00:00.0000000Z")]
    [InlineData("2026-01-01T10:20", "2026-01-01T10:20:00.0000000Z")]
    [InlineData("2026-01-01T10:20:30", "2026-01-01T10:20:30.0000000Z")]
    [InlineData("2026-01-01T10:20:30Z", "2026-01-01T10:20:30.0000000Z")]
    [InlineData("2026-01-01T10:20:30+02:00", "2026-01-01T08:20:30.0000000Z")]
    [InlineData("2026-01-01T10:20:30.25Z", "2026-01-01T10:20:30.2500000Z")]
    [InlineData("2026-01-01T10:20:30,25Z", "2026-01-01T10:20:30.2500000Z")]
    [InlineData("2026-01-01T10:20:30,123456789+00:00", "2026-01-01T10:20:30.1234567Z")]
    public void Reads_moments(string text, string expected) =>
        Assert.Equal(expected, Moment.Read(text, new FixedClock(Now)).UtcDateTime.ToString("O"));

    [Theory]
    [InlineData("10m", "2026-01-31T12:10:00.0000000Z")]
    [InlineData("-1h", "2026-01-31T11:00:00.0000000Z")]
    [InlineData("2026-01-01", "2026-01-01T00:00:00.0000000Z")]
    public void Counts_a_length_of_time_from_now_on_where_that_is_meant(string text, string expected) =>
        Assert.Equal(expected, Moment.Read(text, new FixedClock(Now), ahead: true).UtcDateTime.ToString("O"));

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2026-13-01")]
    [InlineData("10x")]
    [InlineData("1.2.3")]
    [InlineData("999999999999999")]
    public void Refuses_what_is_no_moment(string text)
    {
        var refusal = Assert.Throws<EngineException>(() => Moment.Read(text, new FixedClock(Now)));
        Assert.Equal($"\"{text}\" is no moment", refusal.Message);
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => now;
    }
}
