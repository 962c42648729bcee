using System.Net;
using System.Net.Http.Headers;
using Hull.Core;
using Hull.Oci;
using Microsoft.Extensions.Logging;

namespace Hull.Images.Registry;

/// <summary>
/// Requests to one registry: scheme, credentials, redirects and repeats, in one place. Credentials go to the registry's own origin and to
/// the token server that it names, nowhere else: a redirect to another origin is followed without them, one from TLS to plain HTTP never.
/// </summary>
internal sealed class RegistrySession : IDisposable
{
    private const int MostRedirects = 10;
    private const int MostChallenges = 2;

    // What a registry does with an upload before it answers, its own store's copy of a large blob for one, takes time.
    private const int UploadPatience = 10;

    // Who takes longer is asked by TLS itself.
    private static readonly TimeSpan GreetingPatience = TimeSpan.FromSeconds(2);

    private readonly RegistryEndpoint _endpoint;
    private readonly RegistryAccess _access;
    private readonly ILogger _log;
    private readonly HttpMessageInvoker _http;
    private readonly RegistryAuthorization _authorization;
    private readonly SemaphoreSlim _connecting = new(1);
    private Uri? _root;

    public RegistrySession(RegistryEndpoint endpoint, RegistryAccess access, ILogger log)
    {
        (_endpoint, _access, _log) = (endpoint, access, log);
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            ConnectTimeout = access.StallTimeout < TimeSpan.FromSeconds(30) ? access.StallTimeout : TimeSpan.FromSeconds(30),
            MaxResponseHeadersLength = 64,
            SslOptions = RegistryCertificates.OptionsFor(endpoint, access),
        });
        _authorization = new RegistryAuthorization(endpoint, access, _http);
    }

    /// <summary>Where it is.</summary>
    public RegistryEndpoint Endpoint => _endpoint;

    /// <summary>The caller's wishes.</summary>
    public RegistryAccess Access => _access;

    /// <summary>Sends a request; redirects are followed, challenges answered, passing failures tried again.</summary>
    /// <returns>The answer, its body not read yet: any status but those handled here.</returns>
    /// <exception cref="EngineException">Network: the registry cannot be reached, or leads in circles; Unauthorized: it wants other credentials.</exception>
    public async Task<HttpResponseMessage> SendAsync(RegistryRequest request, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            HttpResponseMessage? response = null;
            try
            {
                response = await AuthorizedAsync(request, cancellationToken).ConfigureAwait(false);
                if (!RetryAfter.MayPass(response.StatusCode) || attempt >= _access.Retries || !request.Repeatable) return response;
                await PauseAsync(attempt, response, $"{(int)response.StatusCode}", request.What, cancellationToken).ConfigureAwait(false);
                response.Dispose();
            }
            catch (Exception e) when (RegistryErrors.IsOfTheNetwork(e))
            {
                response?.Dispose();
                if (attempt >= _access.Retries || !request.Repeatable || e.InnerException is System.Security.Authentication.AuthenticationException)
                    throw RegistryErrors.OfNetwork(request.What, e);
                await PauseAsync(attempt, null, e.Message, request.What, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Waits before the next attempt.</summary>
    public Task PauseAsync(int attempt, HttpResponseMessage? response, string reason, string what, CancellationToken cancellationToken)
    {
        var delay = RetryAfter.Delay(attempt, response, _access);
        var (told, milliseconds) = (OneLine.Of(reason), delay.TotalMilliseconds);
        RegistryLog.TryingAgain(_log, what, told, milliseconds);
        return Task.Delay(delay, _access.Clock, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
        _authorization.Dispose();
        _connecting.Dispose();
    }

    private async Task<HttpResponseMessage> AuthorizedAsync(RegistryRequest request, CancellationToken cancellationToken)
    {
        var root = _root ?? await ConnectAsync(cancellationToken).ConfigureAwait(false);
        var address = Resolve(root, request.Target, request.What);
        for (var challenges = 0; ; challenges++)
        {
            var header = _authorization.For(request.Scope);
            var response = await FollowAsync(request, address, root, header, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.Unauthorized || challenges == MostChallenges) return response;
            var asked = RegistryErrors.Challenges(response).ToList();
            if (!await _authorization.AnswerAsync(asked, request.Scope, header, root.Scheme == Uri.UriSchemeHttps, cancellationToken).ConfigureAwait(false)) return response;
            // What has been refused once is not sent a second time.
            if (_authorization.For(request.Scope) is not { } next || next.Equals(header)) return response;
            response.Dispose();
        }
    }

    private async Task<HttpResponseMessage> FollowAsync(RegistryRequest request, Uri address, Uri root, AuthenticationHeaderValue? header, CancellationToken cancellationToken)
    {
        var method = request.Method;
        for (var redirects = 0; ; redirects++)
        {
            var isRoot = IsSameOrigin(address, root);
            var response = await SendOnceAsync(request, method, address, isRoot ? header : null, cancellationToken).ConfigureAwait(false);
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location) return response;
            var status = response.StatusCode;
            response.Dispose();
            if (redirects == MostRedirects) throw new EngineException(ErrorKind.Network, $"{request.What}: more than {MostRedirects} redirects");
            var next = Resolve(address, location.OriginalString, request.What);
            if (!request.Repeatable) throw new EngineException(ErrorKind.Network, $"{request.What}: the registry redirects an upload that has begun: not followed");
            if (status == HttpStatusCode.SeeOther && method != HttpMethod.Head) method = HttpMethod.Get;
            RegistryLog.Redirected(_log, request.What, next.Host);
            address = next;
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(RegistryRequest request, HttpMethod method, Uri address, AuthenticationHeaderValue? header, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(method, address) { Content = method == request.Method ? request.Content?.Invoke() : null };
        message.Headers.UserAgent.TryParseAdd(_access.UserAgent);
        message.Headers.Authorization = header;
        foreach (var type in request.Accept) message.Headers.TryAddWithoutValidation("Accept", type);
        if (request.From > 0) message.Headers.Range = new RangeHeaderValue(request.From, null);
        // An address that the registry gave may hold a name and a password.
        var told = $"{address.Scheme}://{address.Authority}{address.AbsolutePath}";
        RegistryLog.Sending(_log, method.Method, told);
        // An upload takes as long as it takes, while it moves.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var patience = message.Content is null ? _access.StallTimeout : _access.StallTimeout * UploadPatience;
        limit.CancelAfter(patience);
        if (message.Content is UploadContent upload) upload.Progress = () => limit.CancelAfter(patience);
        try
        {
            return await _http.SendAsync(message, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException($"no answer within {patience.TotalSeconds:0.#} s");
        }
    }

    // Where plain HTTP is allowed, TLS is tried all the same; the first that answers at all is kept.
    private async Task<Uri> ConnectAsync(CancellationToken cancellationToken)
    {
        var secure = new Uri($"https://{_endpoint.Authority}/");
        if (!_endpoint.Insecure) return _root = secure;
        await _connecting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _root ??= await AnswersAsync(secure, cancellationToken).ConfigureAwait(false) ? secure : new Uri($"http://{_endpoint.Authority}/");
        }
        finally
        {
            _connecting.Release();
        }
    }

    private async Task<bool> AnswersAsync(Uri root, CancellationToken cancellationToken)
    {
        // A proxy in between speaks for the registry.
        if (HttpClient.DefaultProxy.IsBypassed(root)
            && await TlsGreeting.AnswersAsync(root.IdnHost, root.Port, GreetingPatience, cancellationToken).ConfigureAwait(false) == false)
        {
            RegistryLog.NoTls(_log, _endpoint.Authority, "it speaks plain HTTP");
            return false;
        }
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_access.StallTimeout);
        try
        {
            using var ping = new HttpRequestMessage(HttpMethod.Get, new Uri(root, "v2/"));
            using var response = await _http.SendAsync(ping, limit.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (RegistryErrors.IsOfTheNetwork(e) || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            var reason = OneLine.Of(e.Message);
            RegistryLog.NoTls(_log, _endpoint.Authority, reason);
            return false;
        }
    }

    /// <summary>An address that a registry names, for a redirect, an upload or the next page: anybody's text until it is looked at.</summary>
    /// <param name="from">Where it was named.</param>
    /// <param name="target">Absolute, or relative to that.</param>
    /// <param name="what">What is being done, for messages.</param>
    /// <exception cref="EngineException">Network: no address, or one that TLS does not lead to although it led here.</exception>
    internal static Uri Resolve(Uri from, string target, string what)
    {
        if (!Uri.TryCreate(from, target, out var next)) throw new EngineException(ErrorKind.Network, $"{what}: the registry names {OneLine.Of(target)}: no address");
        if (next.Scheme is not ("https" or "http") || (from.Scheme == Uri.UriSchemeHttps && next.Scheme != Uri.UriSchemeHttps))
            throw new EngineException(ErrorKind.Network, $"{what}: the registry redirects from {from.Scheme} to {next.Scheme} ({OneLine.Of(next.Host)}): not followed");
        return next;
    }

    private static bool IsSameOrigin(Uri one, Uri other) => one.Scheme == other.Scheme && one.Host == other.Host && one.Port == other.Port;
}
