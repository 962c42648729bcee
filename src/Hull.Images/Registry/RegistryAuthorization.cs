using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Hull.Core;
using Hull.Oci;

namespace Hull.Images.Registry;

/// <summary>
/// Answers a registry's challenges: with the user's name and password (RFC 7617), or with a token fetched for them from the server that the
/// challenge names (distribution's token specification; OAuth2 where there is an identity token). Tokens are kept by scope until they end.
/// </summary>
internal sealed class RegistryAuthorization(RegistryEndpoint endpoint, RegistryAccess access, HttpMessageInvoker http) : IDisposable
{
    private const int LargestToken = 1 << 20;
    private static readonly TimeSpan ShortestLife = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, (AuthenticationHeaderValue Header, DateTimeOffset Ends)> _known = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>What a request of this scope is sent with; null where nothing has been asked for yet.</summary>
    public AuthenticationHeaderValue? For(string scope) =>
        _known.TryGetValue(scope, out var known) && known.Ends > access.Clock.GetUtcNow() ? known.Header : null;

    /// <summary>Answers a challenge.</summary>
    /// <param name="challenges">What the 401 asked for.</param>
    /// <param name="scope">The scope of the request that was refused.</param>
    /// <param name="refused">The header that it was sent with, if any.</param>
    /// <param name="secure">Whether the refusing server was reached by TLS.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>False where there is nothing to answer with.</returns>
    public async Task<bool> AnswerAsync(IReadOnlyList<Challenge> challenges, string scope, AuthenticationHeaderValue? refused, bool secure, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Another request of the same scope has answered meanwhile.
            if (For(scope) is { } known && known != refused) return true;
            foreach (var challenge in challenges)
            {
                if (await HeaderAsync(challenge, scope, secure, cancellationToken).ConfigureAwait(false) is not { } answer) continue;
                _known[scope] = answer;
                return true;
            }
            return false;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private RegistryCredentials? Credentials => access.Credentials ?? access.FindCredentials(endpoint.Repository);

    private async Task<(AuthenticationHeaderValue Header, DateTimeOffset Ends)?> HeaderAsync(Challenge challenge, string scope, bool secure, CancellationToken cancellationToken)
    {
        switch (challenge.Scheme)
        {
            case "bearer" when challenge["realm"] is { } realm:
                var (token, life) = await FetchAsync(RealmOf(realm, secure), challenge["service"], challenge["scope"] ?? scope, scope, cancellationToken).ConfigureAwait(false);
                return (new AuthenticationHeaderValue("Bearer", token), access.Clock.GetUtcNow() + (life > ShortestLife ? life : ShortestLife) - Margin);
            case "basic" when Credentials is { IdentityToken: null } credentials:
                return (Basic(credentials), DateTimeOffset.MaxValue);
            default:
                return null;
        }
    }

    // A registry that is reached by TLS must not have the password sent on by plain HTTP.
    private Uri RealmOf(string realm, bool secure)
    {
        if (!Uri.TryCreate(realm, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http") || uri.UserInfo.Length > 0)
            throw new EngineException(ErrorKind.Network, $"{endpoint.Repository}: the registry names the token server {OneLine.Of(realm, 200)}: no address");
        if (uri.Scheme == "http" && secure)
            throw new EngineException(ErrorKind.Network, $"{endpoint.Repository}: the registry names the token server {uri.Host} by plain HTTP: credentials are not sent there");
        return uri;
    }

    private static AuthenticationHeaderValue Basic(RegistryCredentials credentials) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credentials.Username}:{credentials.Password}")));

    private async Task<(string Token, TimeSpan Life)> FetchAsync(Uri realm, string? service, string challenged, string wanted, CancellationToken cancellationToken)
    {
        var credentials = Credentials;
        var what = $"{endpoint.Repository}: fetching a token from {realm.Host}";
        for (var attempt = 0; ; attempt++)
        {
            using var request = credentials?.IdentityToken is { } identity ? OAuth(realm, service, challenged, wanted, identity) : Get(realm, service, challenged, wanted, credentials);
            request.Headers.UserAgent.TryParseAdd(access.UserAgent);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(access.StallTimeout);
            TimeSpan pause;
            try
            {
                using var response = await http.SendAsync(request, limit.Token).ConfigureAwait(false);
                if (response.StatusCode == HttpStatusCode.OK) return Read(await BoundedBody.ReadAsync(response, LargestToken, what, limit.Token).ConfigureAwait(false), what);
                if (attempt >= access.Retries || !RetryAfter.MayPass(response.StatusCode)) throw await RegistryErrors.OfAsync(what, response, cancellationToken).ConfigureAwait(false);
                pause = RetryAfter.Delay(attempt, response, access);
            }
            catch (Exception e) when (RegistryErrors.IsOfTheNetwork(e))
            {
                if (attempt >= access.Retries || e.InnerException is System.Security.Authentication.AuthenticationException) throw RegistryErrors.OfNetwork(what, e);
                pause = RetryAfter.Delay(attempt, null, access);
            }
            catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
            {
                throw new EngineException(ErrorKind.Network, $"{what}: no answer within {access.StallTimeout.TotalSeconds:0.#} s", inner: e);
            }
            await Task.Delay(pause, access.Clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private static HttpRequestMessage Get(Uri realm, string? service, string challenged, string wanted, RegistryCredentials? credentials)
    {
        var query = new StringBuilder(realm.Query.TrimStart('?'));
        void Add(string name, string value) => query.Append(query.Length > 0 ? "&" : "").Append(name).Append('=').Append(Uri.EscapeDataString(value));
        if (service is not null) Add("service", service);
        foreach (var scope in Scopes(challenged, wanted)) Add("scope", scope);
        if (credentials is not null) Add("account", credentials.Username);
        var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(realm) { Query = query.ToString() }.Uri);
        if (credentials is not null) request.Headers.Authorization = Basic(credentials);
        return request;
    }

    private static HttpRequestMessage OAuth(Uri realm, string? service, string challenged, string wanted, string identity) => new(HttpMethod.Post, realm)
    {
        Content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token",
            ["refresh_token"] = identity,
            ["client_id"] = "hull",
            ["service"] = service ?? "",
            ["scope"] = string.Join(' ', Scopes(challenged, wanted)),
        }),
    };

    // What the challenge wants, and what the operation will need besides: a push that mounts from another repository reads there too.
    private static IEnumerable<string> Scopes(string challenged, string wanted) =>
        $"{challenged} {wanted}".Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(scope => scope != "registry").Distinct(StringComparer.Ordinal);

    private static (string Token, TimeSpan Life) Read(ReadOnlyMemory<byte> body, string what)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            var token = Text(root, "token") ?? Text(root, "access_token");
            var life = root.TryGetProperty("expires_in", out var seconds) && seconds.ValueKind == JsonValueKind.Number && seconds.TryGetDouble(out var value) ? value : 0;
            // A token goes into a header: nothing that could end the line.
            if (token is not null && token.All(c => c is > ' ' and < (char)127)) return (token, TimeSpan.FromSeconds(Math.Clamp(life, 0, 86_400)));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new EngineException(ErrorKind.Network, $"{what}: the answer is not JSON", inner: e);
        }
        throw new EngineException(ErrorKind.Network, $"{what}: the answer holds no token");
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
