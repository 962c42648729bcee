using System.Net;
using System.Text.Json;
using Hull.Core;
using Hull.Oci;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hull.Images.Registry;

/// <summary>One repository of one registry, by the OCI distribution protocol 1.1 (and Docker's v2, which it grew from). What comes is verified here.</summary>
internal sealed class RegistryClient : IDisposable
{
    private const int MostTagPages = 1000;

    // Schema 1 is asked for too, so that its refusal can say what it is.
    private static readonly string[] ManifestTypes =
    [
        MediaTypes.OciManifest, MediaTypes.DockerManifest, MediaTypes.OciIndex, MediaTypes.DockerManifestList, MediaTypes.DockerSchema1Signed, MediaTypes.DockerSchema1,
    ];

    private readonly RegistrySession _session;

    /// <summary>A client for an image's repository.</summary>
    public RegistryClient(ImageReference image, RegistryAccess access, ILogger? log = null)
    {
        Log = log ?? NullLogger.Instance;
        _session = new RegistrySession(RegistryEndpoint.For(image, access), access, Log);
    }

    /// <summary>Where it is.</summary>
    public RegistryEndpoint Endpoint => _session.Endpoint;

    /// <summary>Told of what is sent.</summary>
    public ILogger Log { get; }

    /// <summary>How it is reached.</summary>
    public RegistryAccess Access => _session.Access;

    /// <summary>The requests beneath.</summary>
    public RegistrySession Session => _session;

    /// <summary>The scope of reading.</summary>
    public string PullScope => $"repository:{Endpoint.Path}:pull";

    private string Repository => $"v2/{Endpoint.Path}";

    /// <summary>Reads a manifest or index by tag or digest.</summary>
    /// <param name="reference">A tag, or a digest's text.</param>
    /// <param name="digest">The digest that it must have; null by tag.</param>
    /// <param name="declared">The type that whoever pointed to it claims; null where nobody did.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="EngineException">NotFound, Unauthorized, Network; Corrupt: not what its digest, its type or its header says.</exception>
    public async Task<ManifestDocument> ManifestAsync(string reference, Digest? digest, string? declared, CancellationToken cancellationToken)
    {
        var what = $"reading manifest {reference} in {Endpoint.Repository}";
        var (response, raw) = await DocumentAsync(Get($"{Repository}/manifests/{reference}", what) with { Accept = ManifestTypes }, cancellationToken).ConfigureAwait(false);
        using var answer = response;
        var stated = HeaderDigest(response);
        var algorithm = (digest ?? stated)?.Algorithm ?? DigestAlgorithm.Sha256;
        var found = Digest.Of(raw.Span, algorithm);
        if (digest is { } expected && found != expected) throw Corrupt(what, $"its digest is {found}, not {expected}");
        if (stated is { } header && header.Algorithm == algorithm && header != found) throw Corrupt(what, $"its digest is {found}, the registry says {header}");
        return ManifestDocument.Parse(raw, declared ?? response.Content.Headers.ContentType?.MediaType, what, algorithm);
    }

    /// <summary>The digest of what a tag means now; null where the registry does not say it without sending the manifest.</summary>
    /// <exception cref="EngineException">As <see cref="ManifestAsync"/>.</exception>
    public async Task<Digest?> ManifestDigestAsync(string reference, CancellationToken cancellationToken)
    {
        var what = $"reading manifest {reference} in {Endpoint.Repository}";
        var request = Get($"{Repository}/manifests/{reference}", what) with { Method = HttpMethod.Head, Accept = ManifestTypes };
        using var response = await _session.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return response.StatusCode == HttpStatusCode.OK ? HeaderDigest(response) : throw await RegistryErrors.OfAsync(what, response, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A small blob, whole: an image's configuration.</summary>
    /// <exception cref="EngineException">As <see cref="ManifestAsync"/>; ResourceExhausted: larger than a document may be.</exception>
    public async Task<ReadOnlyMemory<byte>> DocumentBlobAsync(Descriptor descriptor, CancellationToken cancellationToken)
    {
        var what = $"reading blob {descriptor.Digest} in {Endpoint.Repository}";
        if (descriptor.Size > Documents.MaximumBytes)
            throw new EngineException(ErrorKind.ResourceExhausted, $"{what}: {descriptor.Size} bytes are more than the {Documents.MaximumBytes} allowed for a configuration");
        var (response, raw) = await DocumentAsync(Get($"{Repository}/blobs/{descriptor.Digest}", what), cancellationToken).ConfigureAwait(false);
        response.Dispose();
        if (raw.Length != descriptor.Size) throw Corrupt(what, $"{raw.Length} bytes where {descriptor.Size} belong");
        var found = Digest.Of(raw.Span, descriptor.Digest.Algorithm);
        return found == descriptor.Digest ? raw : throw Corrupt(what, $"its digest is {found}");
    }

    /// <summary>Begins to read a blob.</summary>
    /// <param name="digest">Which.</param>
    /// <param name="from">The first byte wanted.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The answer: 200 (from the beginning, whatever was asked) or 206.</returns>
    /// <exception cref="EngineException">As <see cref="ManifestAsync"/>.</exception>
    public async Task<HttpResponseMessage> OpenBlobAsync(Digest digest, long from, CancellationToken cancellationToken)
    {
        var what = $"reading blob {digest} in {Endpoint.Repository}";
        var response = await _session.SendAsync(Get($"{Repository}/blobs/{digest}", what) with { From = from }, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.PartialContent) return response;
        using (response)
        {
            // What lies here is as long as the blob, or longer: from the beginning, then.
            if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && from > 0) return await OpenBlobAsync(digest, 0, cancellationToken).ConfigureAwait(false);
            throw await RegistryErrors.OfAsync(what, response, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>All tags of the repository, page after page.</summary>
    /// <exception cref="EngineException">As <see cref="ManifestAsync"/>.</exception>
    public async Task<IReadOnlyList<string>> TagsAsync(CancellationToken cancellationToken)
    {
        var what = $"listing the tags of {Endpoint.Repository}";
        var tags = new List<string>();
        var target = $"{Repository}/tags/list";
        for (var page = 0; page < MostTagPages; page++)
        {
            var (response, body) = await DocumentAsync(Get(target, what), cancellationToken).ConfigureAwait(false);
            using var answer = response;
            tags.AddRange(ParseTags(body, what));
            if (NextPage(response) is not { } next) return tags;
            target = next;
        }
        throw new EngineException(ErrorKind.ResourceExhausted, $"{what}: more than {MostTagPages} pages");
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    /// <summary>A request that reads.</summary>
    internal RegistryRequest Get(string target, string what) => new() { Method = HttpMethod.Get, Target = target, What = what, Scope = PullScope };

    // A document, asked for again where it breaks off: it is too small to go on in the middle.
    private async Task<(HttpResponseMessage Response, ReadOnlyMemory<byte> Body)> DocumentAsync(RegistryRequest request, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var response = await _session.SendAsync(request, cancellationToken).ConfigureAwait(false);
            try
            {
                if (response.StatusCode != HttpStatusCode.OK) throw await RegistryErrors.OfAsync(request.What, response, cancellationToken).ConfigureAwait(false);
                return (response, await BodyAsync(response, request.What, cancellationToken).ConfigureAwait(false));
            }
            catch (HttpRequestException e)
            {
                response.Dispose();
                if (attempt >= Access.Retries) throw RegistryErrors.OfNetwork(request.What, e);
                await _session.PauseAsync(attempt, null, e.Message, request.What, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                response.Dispose();
                throw;
            }
        }
    }

    // However slowly the server sends it: within the time that it may say nothing, twice.
    private async Task<ReadOnlyMemory<byte>> BodyAsync(HttpResponseMessage response, string what, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Access.StallTimeout * 2);
        try
        {
            return await BoundedBody.ReadAsync(response, Documents.MaximumBytes, what, limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (RegistryErrors.IsOfTheNetwork(e))
        {
            throw new HttpRequestException(e.Message, e);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException($"the answer does not end within {Access.StallTimeout.TotalSeconds * 2:0.#} s");
        }
    }

    internal static EngineException Corrupt(string what, string reason) => new(ErrorKind.Corrupt, $"{what}: {reason}");

    private static Digest? HeaderDigest(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Docker-Content-Digest", out var values) && Digest.TryParse(values.First(), out var digest) ? digest : null;

    private static List<string> ParseTags(ReadOnlyMemory<byte> body, string what)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (!document.RootElement.TryGetProperty("tags", out var tags) || tags.ValueKind == JsonValueKind.Null) return [];
            return [.. tags.EnumerateArray().Select(tag => tag.GetString() ?? "")];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new EngineException(ErrorKind.Network, $"{what}: the answer is no list of tags", inner: e);
        }
    }

    // RFC 8288: </v2/x/tags/list?last=b&n=100>; rel="next"
    private static string? NextPage(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Link", out var links)) return null;
        foreach (var link in links)
        {
            var (open, close) = (link.IndexOf('<', StringComparison.Ordinal), link.IndexOf('>', StringComparison.Ordinal));
            if (open >= 0 && close > open && link[close..].Contains("next", StringComparison.Ordinal)) return link[(open + 1)..close];
        }
        return null;
    }
}
