using System.Net;
using System.Text;
using System.Text.Json;
using Hull.Core;
using Hull.Oci;

namespace Hull.Images.Registry;

/// <summary>What registries and the network say when they refuse, as the engine's own errors: one table, in Podman's words where clients know them.</summary>
internal static class RegistryErrors
{
    private const int LongestText = 300;
    private const int LargestBody = 64 * 1024;

    /// <summary>The error for an answer that is none of those expected. Reads a bounded part of the body.</summary>
    /// <param name="what">What was being done: "reading manifest latest in docker.io/library/x".</param>
    /// <param name="response">The answer; not disposed.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<EngineException> OfAsync(string what, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var (code, message) = Parse(await BodyAsync(response, cancellationToken).ConfigureAwait(false));
        // RFC 6750 §3.1: the token is good, but not for this. What the body says then is that of any 401.
        if (response.StatusCode == HttpStatusCode.Unauthorized && Challenges(response).Any(challenge => challenge["error"] == "insufficient_scope"))
            return Of(what, HttpStatusCode.Forbidden, null, null);
        return Of(what, response.StatusCode, code, message);
    }

    /// <summary>What an answer asks to be told of whoever asks.</summary>
    public static IEnumerable<Challenge> Challenges(HttpResponseMessage response) => response.Headers.WwwAuthenticate.SelectMany(value => Challenge.Parse(value.ToString()));

    /// <summary>The error for a status and what the body said.</summary>
    public static EngineException Of(string what, HttpStatusCode status, string? code, string? message)
    {
        var said = Said(code, message);
        return status switch
        {
            HttpStatusCode.Unauthorized => new EngineException(
                ErrorKind.Unauthorized, $"{what}: unauthorized: {said ?? "authentication required"}", "log in with `hull login`, or check the name"),
            HttpStatusCode.Forbidden => new EngineException(
                ErrorKind.Unauthorized, $"{what}: denied: {said ?? "requested access to the resource is denied"}", "log in with `hull login` as a user who may, or check the name"),
            HttpStatusCode.NotFound => new EngineException(ErrorKind.NotFound, $"{what}: {Lower(code) ?? "not found"}{Behind(code, message)}", "check the name and the tag"),
            HttpStatusCode.TooManyRequests => new EngineException(
                ErrorKind.Network, $"{what}: toomanyrequests: {said ?? "the registry asks for a pause"}", "try again later, or log in with `hull login` for a higher limit"),
            _ => new EngineException(ErrorKind.Network, $"{what}: the registry answers {(int)status} {status}{(said is null ? "" : ": " + said)}"),
        };
    }

    /// <summary>The error for a connection that could not be made or broke.</summary>
    public static EngineException OfNetwork(string what, Exception e)
    {
        var reason = e is HttpRequestException { InnerException: { } inner } ? inner : e;
        var hint = reason is not System.Security.Authentication.AuthenticationException ? null
            : SpeaksNoTls(reason) ? "only if you trust the way to it, use --tls-verify=false, or say insecure = true in registries.conf"
            : "put the registry's CA into certs.d, or, only if you trust the way to it, use --tls-verify=false";
        return new EngineException(ErrorKind.Network, $"{what}: {OneLine.Of(Text(e, reason), LongestText)}", hint, e);
    }

    /// <summary>Whether an exception is the network's, so that another attempt may succeed.</summary>
    public static bool IsOfTheNetwork(Exception e) => e is HttpRequestException or IOException { InnerException: not EngineException } or System.Net.Sockets.SocketException;

    /// <summary>code and message of {"errors":[{"code":…,"message":…}]} (distribution-spec, "Error Codes"); nulls where the body is something else.</summary>
    internal static (string? Code, string? Message) Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return (null, null);
            if (root.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array && errors.GetArrayLength() > 0 && errors[0].ValueKind == JsonValueKind.Object)
                return (Text(errors[0], "code"), Text(errors[0], "message"));
            // Token servers speak OAuth2 (RFC 6749 §5.2), or just say something.
            return (Text(root, "error"), Text(root, "error_description") ?? Text(root, "details") ?? Text(root, "message"));
        }
        catch (JsonException)
        {
            return (null, null);
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? OneLine.Of(text, LongestText) : null;

    private static string Text(Exception e, Exception reason) => reason switch
    {
        // The words that users know and search for.
        System.Security.Authentication.AuthenticationException when SpeaksNoTls(reason) => "http: server gave HTTP response to HTTPS client",
        System.Security.Authentication.AuthenticationException => "TLS: " + (reason.InnerException?.Message ?? reason.Message),
        System.Net.Sockets.SocketException socket when e.Message.LastIndexOf('(') is >= 0 and var at =>
            $"pinging container registry {e.Message[(at + 1)..].TrimEnd(')')}: {char.ToLowerInvariant(socket.Message[0])}{socket.Message[1..]}",
        System.Net.Sockets.SocketException socket => socket.Message,
        _ => reason.Message,
    };

    // What .NET says of a server that does not speak TLS, on its own or as the cause.
    private static bool SpeaksNoTls(Exception reason) => $"{reason.Message} {reason.InnerException?.Message}".Contains("frame", StringComparison.Ordinal);

    private static string? Said(string? code, string? message) => message ?? Lower(code);

    // MANIFEST_UNKNOWN is said as "manifest unknown", as Podman and Docker do.
    private static string? Lower(string? code) => code?.Replace('_', ' ').ToLowerInvariant();

    private static string Behind(string? code, string? message) =>
        message is null || string.Equals(message, Lower(code), StringComparison.OrdinalIgnoreCase) ? "" : (code is null ? ": " : ": ") + message;

    private static async Task<ReadOnlyMemory<byte>> BodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(10));
        try
        {
            var stream = await response.Content.ReadAsStreamAsync(limit.Token).ConfigureAwait(false);
            var buffer = new byte[LargestBody];
            var count = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, limit.Token).ConfigureAwait(false);
            return buffer.AsMemory(0, count);
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException && !cancellationToken.IsCancellationRequested)
        {
            return Encoding.UTF8.GetBytes("");
        }
    }
}
