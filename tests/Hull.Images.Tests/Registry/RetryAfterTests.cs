using System.Net;
using Hull.Images.Registry;

namespace Hull.Images.Tests.Registry;

public class RetryAfterTests
{
    private static readonly DateTimeOffset _now = new(2024, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly RegistryAccess _access = new() { RetryDelay = TimeSpan.FromSeconds(1), LongestPause = TimeSpan.FromSeconds(30), Clock = new StoppedClock() };

    [Theory]
    [InlineData(0, null, 1)]
    [InlineData(1, null, 2)]
    [InlineData(4, null, 16)]
    [InlineData(5, null, 30)]
    [InlineData(int.MaxValue, null, 30)]
    [InlineData(0, "7", 7)]
    [InlineData(3, "7", 7)]
    [InlineData(0, "86400", 30)]
    [InlineData(2, "0", 4)]
    [InlineData(0, "-5", 1)]
    [InlineData(0, "soon", 1)]
    [InlineData(0, "99999999999999999999", 1)]
    [InlineData(0, "Wed, 01 May 2024 12:00:09 GMT", 9)]
    [InlineData(1, "Wed, 01 May 2024 11:00:00 GMT", 2)]
    [InlineData(0, "Fri, 01 May 2099 12:00:00 GMT", 30)]
    public void Waits_as_asked_within_limits(int attempt, string? header, int seconds)
    {
        using var response = new HttpResponseMessage();
        if (header is not null) response.Headers.TryAddWithoutValidation("Retry-After", header);
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryAfter.Delay(attempt, response, _access));
    }

    [Fact]
    public void Half_a_second_is_the_first_pause_where_nobody_says_otherwise() =>
        Assert.Equal(TimeSpan.FromSeconds(0.5), RetryAfter.Delay(0, null, new RegistryAccess()));

    [Theory]
    [InlineData(408, true)]
    [InlineData(429, true)]
    [InlineData(500, true)]
    [InlineData(502, true)]
    [InlineData(503, true)]
    [InlineData(504, true)]
    [InlineData(501, false)]
    [InlineData(400, false)]
    [InlineData(401, false)]
    [InlineData(404, false)]
    [InlineData(200, false)]
    public void Tells_what_may_pass(int status, bool expected) => Assert.Equal(expected, RetryAfter.MayPass((HttpStatusCode)status));

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => _now;
    }
}
