using System.Net;
using Hull.Core;
using Hull.Images.Transports;
using Hull.Oci;

namespace Hull.Images.Registry;

/// <summary>
/// Sends blobs to one repository (distribution-spec, "Pushing blobs"): not at all where they are there, by a mount where another repository
/// has them, else in one stream that goes on from where the registry says it stands when the connection breaks.
/// </summary>
/// <param name="client">The repository.</param>
/// <param name="repositoriesWith">Paths of other repositories of the registry that probably have a blob.</param>
/// <param name="watch">Told of each step.</param>
internal sealed class UploadBlob(RegistryClient client, Func<Digest, IReadOnlyList<string>> repositoriesWith, Action<TransferEvent> watch)
{
    private const int MostMounts = 3;

    private string Scope => $"repository:{client.Endpoint.Path}:pull,push";

    private string Uploads => $"v2/{client.Endpoint.Path}/blobs/uploads/";

    /// <summary>Sends a layer's blob as it is.</summary>
    public async Task<StagedLayer> SendLayerAsync(StoredImage image, StagedLayer layer, CancellationToken cancellationToken)
    {
        await SendAsync(
            layer.Blob, layer.BlobSize, from => Skipped(image.OpenBlob(layer), from), kind => watch(new TransferEvent(kind, layer.Blob, layer.BlobSize)), cancellationToken)
            .ConfigureAwait(false);
        return layer;
    }

    /// <summary>Sends a configuration, which is one step however it goes.</summary>
    public Task SendConfigAsync(Digest digest, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        watch(new TransferEvent(TransferEventKind.Config, digest, content.Length));
        return SendAsync(digest, content.Length, _ => new MemoryStream(content.ToArray(), writable: false), static _ => { }, cancellationToken);
    }

    private async Task SendAsync(Digest digest, long size, Func<long, Stream> open, Action<TransferEventKind> tell, CancellationToken cancellationToken)
    {
        if (await IsThereAsync(digest, cancellationToken).ConfigureAwait(false))
        {
            tell(TransferEventKind.BlobSkipped);
            return;
        }
        var location = await BeginAsync(digest, cancellationToken).ConfigureAwait(false);
        if (location is null)
        {
            RegistryLog.Blob(client.Log, digest, "mounted from another repository");
            tell(TransferEventKind.BlobSkipped);
            return;
        }
        tell(TransferEventKind.BlobBegins);
        location = await StreamAsync(location, digest, size, open, cancellationToken).ConfigureAwait(false);
        await FinishAsync(location, digest, cancellationToken).ConfigureAwait(false);
        tell(TransferEventKind.BlobEnds);
    }

    /// <summary>Whether the registry has a layer's blob, so that nothing needs to be sent.</summary>
    public async Task<bool> HasAsync(StagedLayer layer, CancellationToken cancellationToken)
    {
        if (!await IsThereAsync(layer.Blob, cancellationToken).ConfigureAwait(false)) return false;
        watch(new TransferEvent(TransferEventKind.BlobSkipped, layer.Blob, layer.BlobSize));
        return true;
    }

    /// <summary>Compresses a layer anew and sends it as it is made: digest and size are known only at the end.</summary>
    public async Task<StagedLayer> SendCompressedAsync(StoredImage image, StagedLayer layer, LayerCompression compression, int? level, CancellationToken cancellationToken)
    {
        watch(new TransferEvent(TransferEventKind.BlobBegins, layer.Blob, layer.Size));
        for (var attempt = 0; ; attempt++)
        {
            var location = (await BeginAsync(null, cancellationToken).ConfigureAwait(false))!;
            // Made anew where the registry wants a fresh token first.
            CompressedContent Make() => new(() => image.OpenTar(layer), compression, level, count => watch(new TransferEvent(TransferEventKind.BlobMoves, layer.Blob, count)));
            CompressedContent? content = null;
            var request = Request(HttpMethod.Patch, location, $"writing blob {layer.Blob} to {client.Endpoint.Repository}") with { Content = () => content = Make(), Repeatable = false };
            try
            {
                using var response = await client.Session.SendAsync(request, cancellationToken).ConfigureAwait(false);
                if (response.StatusCode is not (HttpStatusCode.Accepted or HttpStatusCode.NoContent)) throw await RegistryErrors.OfAsync(request.What, response, cancellationToken).ConfigureAwait(false);
                await FinishAsync(LocationOf(response, location, request.What), content!.Digest, cancellationToken).ConfigureAwait(false);
            }
            catch (EngineException e) when (e.Kind == ErrorKind.Network && attempt < client.Access.Retries && content?.Failure is null)
            {
                await client.Session.PauseAsync(attempt, null, e.Message, request.What, cancellationToken).ConfigureAwait(false);
                continue;
            }
            catch (EngineException) when (content?.Failure is { } failure)
            {
                throw failure;
            }
            watch(new TransferEvent(TransferEventKind.BlobEnds, layer.Blob, layer.Size));
            return layer with { Blob = content.Digest, BlobSize = content.Length, Compression = compression };
        }
    }

    /// <summary>Writes the manifest: the image is there from then on.</summary>
    public async Task PutManifestAsync(ManifestDocument manifest, string reference, CancellationToken cancellationToken)
    {
        var what = $"writing manifest to {client.Endpoint.Repository}:{reference}";
        var request = Request(HttpMethod.Put, $"v2/{client.Endpoint.Path}/manifests/{reference}", what) with
        {
            Content = () =>
            {
                var content = new ReadOnlyMemoryContent(manifest.Raw);
                content.Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue(manifest.MediaType);
                return content;
            },
        };
        using var response = await client.Session.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode is not (HttpStatusCode.Created or HttpStatusCode.OK or HttpStatusCode.Accepted))
            throw await RegistryErrors.OfAsync(what, response, cancellationToken).ConfigureAwait(false);
        if (response.Headers.TryGetValues("Docker-Content-Digest", out var values) && Digest.TryParse(values.First(), out var digest)
            && digest.Algorithm == manifest.Digest.Algorithm && digest != manifest.Digest)
        {
            throw new EngineException(ErrorKind.Network, $"{what}: the registry has recorded {digest} in place of {manifest.Digest}");
        }
    }

    private RegistryRequest Request(HttpMethod method, string target, string what) => new() { Method = method, Target = target, What = what, Scope = Scope };

    private async Task<bool> IsThereAsync(Digest digest, CancellationToken cancellationToken)
    {
        var what = $"checking blob {digest} in {client.Endpoint.Repository}";
        using var response = await client.Session.SendAsync(Request(HttpMethod.Head, $"v2/{client.Endpoint.Path}/blobs/{digest}", what), cancellationToken).ConfigureAwait(false);
        return response.StatusCode switch
        {
            HttpStatusCode.OK => true,
            HttpStatusCode.NotFound => false,
            _ => throw await RegistryErrors.OfAsync(what, response, cancellationToken).ConfigureAwait(false),
        };
    }

    /// <summary>Begins an upload, or has the blob mounted.</summary>
    /// <returns>The upload's address; null when it was mounted and is there.</returns>
    private async Task<string?> BeginAsync(Digest? digest, CancellationToken cancellationToken)
    {
        var what = $"writing blob{(digest is null ? "" : " " + digest)} to {client.Endpoint.Repository}";
        foreach (var source in digest is { } wanted ? repositoriesWith(wanted).Take(MostMounts) : [])
        {
            var mount = Request(HttpMethod.Post, $"{Uploads}?mount={Uri.EscapeDataString(digest.ToString()!)}&from={Uri.EscapeDataString(source)}", what) with
            {
                Scope = $"{Scope} repository:{source}:pull",
            };
            using var mounted = await client.Session.SendAsync(mount, cancellationToken).ConfigureAwait(false);
            if (mounted.StatusCode == HttpStatusCode.Created) return null;
            // Not there, or not allowed: many registries have begun an upload instead.
            if (mounted.StatusCode == HttpStatusCode.Accepted) return LocationOf(mounted, Uploads, what);
        }
        using var response = await client.Session.SendAsync(Request(HttpMethod.Post, Uploads, what), cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Accepted) throw await RegistryErrors.OfAsync(what, response, cancellationToken).ConfigureAwait(false);
        return LocationOf(response, Uploads, what);
    }

    private async Task<string> StreamAsync(string location, Digest digest, long size, Func<long, Stream> open, CancellationToken cancellationToken)
    {
        var what = $"writing blob {digest} to {client.Endpoint.Repository}";
        var from = 0L;
        for (var attempt = 0; ; attempt++)
        {
            // All of it arrived, only the answer did not.
            if (from > 0 && from == size) return location;
            var begin = from;
            BlobContent? content = null;
            BlobContent Make()
            {
                // Anew where the registry wants a fresh token first.
                content = new BlobContent(() => open(begin), size - begin, count => watch(new TransferEvent(TransferEventKind.BlobMoves, digest, count)));
                if (size > 0) content.Headers.TryAddWithoutValidation("Content-Range", $"{begin}-{size - 1}");
                return content;
            }

            var request = Request(HttpMethod.Patch, location, what) with { Content = Make, Repeatable = false };
            try
            {
                using var response = await client.Session.SendAsync(request, cancellationToken).ConfigureAwait(false);
                if (content?.Failure is { } damaged) throw damaged;
                if (response.StatusCode is HttpStatusCode.Accepted or HttpStatusCode.NoContent) return LocationOf(response, location, what);
                if (!RetryAfter.MayPass(response.StatusCode) || attempt >= client.Access.Retries) throw await RegistryErrors.OfAsync(what, response, cancellationToken).ConfigureAwait(false);
                await client.Session.PauseAsync(attempt, response, $"{(int)response.StatusCode}", what, cancellationToken).ConfigureAwait(false);
            }
            catch (EngineException e) when (e.Kind == ErrorKind.Network && content?.Failure is null && attempt < client.Access.Retries)
            {
                await client.Session.PauseAsync(attempt, null, e.Message, request.What, cancellationToken).ConfigureAwait(false);
            }
            catch (EngineException) when (content?.Failure is { } failure)
            {
                throw failure;
            }
            (location, from) = await WhereAsync(location, what, cancellationToken).ConfigureAwait(false);
            // The registry has forgotten the upload, or has another there.
            if (from < 0 || from > size) (location, from) = ((await BeginAsync(null, cancellationToken).ConfigureAwait(false))!, 0);
        }
    }

    // Range: 0-N tells how far it came.
    private async Task<(string Location, long From)> WhereAsync(string location, string what, CancellationToken cancellationToken)
    {
        using var response = await client.Session.SendAsync(Request(HttpMethod.Get, location, what), cancellationToken).ConfigureAwait(false);
        if (response.StatusCode is not (HttpStatusCode.NoContent or HttpStatusCode.Accepted)) return (location, -1);
        var range = response.Headers.TryGetValues("Range", out var values) ? values.First() : response.Content.Headers.TryGetValues("Range", out values) ? values.First() : "";
        var dash = range.LastIndexOf('-');
        var next = LocationOf(response, location, what);
        if (dash < 0 || !long.TryParse(range.AsSpan(dash + 1), System.Globalization.CultureInfo.InvariantCulture, out var last)) return (next, 0);
        // An upload that has nothing yet says 0-0 as well.
        return (next, last == 0 ? 0 : last + 1);
    }

    private async Task FinishAsync(string location, Digest digest, CancellationToken cancellationToken)
    {
        var what = $"writing blob {digest} to {client.Endpoint.Repository}";
        var target = location + (location.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "digest=" + Uri.EscapeDataString(digest.ToString());
        using var response = await client.Session.SendAsync(Request(HttpMethod.Put, target, what) with { Content = static () => new ByteArrayContent([]) }, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode is not (HttpStatusCode.Created or HttpStatusCode.NoContent)) throw await RegistryErrors.OfAsync(what, response, cancellationToken).ConfigureAwait(false);
    }

    private static string LocationOf(HttpResponseMessage response, string fallback, string what)
    {
        if (response.Headers.Location is not { } location)
            return fallback.Contains("uploads/?", StringComparison.Ordinal) || fallback.EndsWith("uploads/", StringComparison.Ordinal)
                ? throw new EngineException(ErrorKind.Network, $"{what}: the registry names no address for the upload")
                : fallback;
        // OriginalString keeps the query's escapes as the registry wrote them.
        return location.IsAbsoluteUri ? location.AbsoluteUri : location.OriginalString;
    }

    private static Stream Skipped(Stream stream, long count)
    {
        var buffer = new byte[64 * 1024];
        while (count > 0)
        {
            var read = stream.Read(buffer, 0, (int)Math.Min(count, buffer.Length));
            if (read == 0) break;
            count -= read;
        }
        return stream;
    }
}
