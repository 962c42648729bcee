using System.Net;

namespace Hull.Images.Registry;

/// <summary>How long to wait before something is tried again, and whether it makes sense at all.</summary>
internal static class RetryAfter
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(500);

    /// <summary>Whether an answer may be another the next time: too many requests, and a server's own troubles.</summary>
    public static bool MayPass(HttpStatusCode status) => status is
        HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway
        or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    /// <summary>The pause before a further attempt: what the server asks for, up to the longest allowed, else doubling.</summary>
    /// <param name="attempt">The attempt that failed, from 0.</param>
    /// <param name="response">The answer, or null where none came.</param>
    /// <param name="access">The caller's wishes.</param>
    public static TimeSpan Delay(int attempt, HttpResponseMessage? response, RegistryAccess access)
    {
        var asked = response?.Headers.RetryAfter is { } header ? header.Delta ?? header.Date - access.Clock.GetUtcNow() : null;
        var delay = asked is { } wish && wish > TimeSpan.Zero ? wish : (access.RetryDelay ?? FirstDelay) * Math.Pow(2, Math.Min(attempt, 10));
        return delay < access.LongestPause ? delay : access.LongestPause;
    }
}
