using Hull.Core;
using Hull.Images.Store;
using Hull.Oci;
using Microsoft.Extensions.Logging;

namespace Hull.Images.Registry;

/// <summary>
/// Brings an image from a registry into the store. Layers that are here are not fetched; the others come side by side, each hashed, written,
/// decompressed and unpacked while it arrives. All is recorded in one commit, or nothing; what a pull had received when its connection broke, or
/// it was killed, stays for the next, and what one was refused for does not.
/// </summary>
public sealed class PullImage
{
    private const int DeepestIndex = 4;
    private static readonly TimeSpan PartialsKept = TimeSpan.FromDays(1);

    private readonly ImageStore _store;
    private readonly RegistryAccess _access;
    private readonly ILogger _log;

    /// <summary>Pulls into a store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="access">How registries are reached.</param>
    public PullImage(ImageStore store, RegistryAccess access) => (_store, _access, _log) = (store, access, store.Logger);

    /// <summary>Pulls one image.</summary>
    /// <param name="image">By tag or digest.</param>
    /// <param name="platform">For which platform, where there is a choice; null is this host's.</param>
    /// <param name="watcher">Told of each step, by several threads; may be null.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The image, named as it was asked for.</returns>
    /// <exception cref="EngineException">NotFound, Unauthorized, Network; Corrupt: bytes are not what digest, size or type say; ResourceExhausted: the disk is full or a cap is hit.</exception>
    public Task<ImageRecord> RunAsync(ImageReference image, Platform? platform, Action<TransferEvent>? watcher, CancellationToken cancellationToken) =>
        StoreErrors.GuardAsync($"pull {image}", async () =>
        {
            using var client = new RegistryClient(image, _access, _log);
            SweepPartials();
            var found = await FindAsync(client, image, platform, cancellationToken).ConfigureAwait(false);
            watcher?.Invoke(new TransferEvent(TransferEventKind.Found));
            var held = new List<PartialBlob>();
            using var ingest = _store.BeginIngest();
            try
            {
                var fetch = new FetchImage(client, ingest, held, watcher ?? (static _ => { }));
                var added = await fetch.RunAsync(found, image, cancellationToken).ConfigureAwait(false);
                ingest.Add(added, cancellationToken);
                watcher?.Invoke(new TransferEvent(TransferEventKind.Manifest));
                return ingest.Commit()[0];
            }
            catch (Exception e) when (e is EngineException { Kind: not ErrorKind.Network } || StoreErrors.IsOfFullDisk(e))
            {
                // Only a broken connection makes it worth while to keep what came; on a full disk it would keep the room from others.
                held.ForEach(blob => blob.Reset());
                throw;
            }
            finally
            {
                held.ForEach(blob => blob.Dispose());
            }
        });

    /// <summary>The digest of what the registry has under this name now; null where it does not say.</summary>
    /// <exception cref="EngineException">As <see cref="RunAsync"/>.</exception>
    public async Task<Digest?> DigestAsync(ImageReference image, CancellationToken cancellationToken)
    {
        using var client = new RegistryClient(image, _access, _log);
        return image.Digest ?? await client.ManifestDigestAsync(image.Tag!, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>All tags of the image's repository.</summary>
    /// <exception cref="EngineException">As <see cref="RunAsync"/>.</exception>
    public async Task<IReadOnlyList<string>> TagsAsync(ImageReference image, CancellationToken cancellationToken)
    {
        using var client = new RegistryClient(image, _access, _log);
        return await client.TagsAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Manifest and configuration of an image on a registry, without pulling it.</summary>
    /// <param name="image">By tag or digest.</param>
    /// <param name="platform">For which platform; null is this host's.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="EngineException">As <see cref="RunAsync"/>.</exception>
    public async Task<RemoteImage> InspectAsync(ImageReference image, Platform? platform, CancellationToken cancellationToken)
    {
        using var client = new RegistryClient(image, _access, _log);
        var found = await FindAsync(client, image, platform, cancellationToken).ConfigureAwait(false);
        var config = await client.DocumentBlobAsync(found.Manifest.Manifest!.Config, cancellationToken).ConfigureAwait(false);
        return found with { Config = config };
    }

    /// <summary>The document that the name itself means, be it an index.</summary>
    /// <exception cref="EngineException">As <see cref="RunAsync"/>.</exception>
    public async Task<ManifestDocument> ManifestAsync(ImageReference image, CancellationToken cancellationToken)
    {
        using var client = new RegistryClient(image, _access, _log);
        return await client.ManifestAsync(image.Digest?.ToString() ?? image.Tag!, image.Digest, null, cancellationToken).ConfigureAwait(false);
    }

    // From the name to one image's manifest, through indexes if need be.
    private static async Task<RemoteImage> FindAsync(RegistryClient client, ImageReference image, Platform? platform, CancellationToken cancellationToken)
    {
        var wanted = platform ?? Platform.Host;
        var indexes = new List<ManifestDocument>();
        var document = await client.ManifestAsync(image.Digest?.ToString() ?? image.Tag!, image.Digest, null, cancellationToken).ConfigureAwait(false);
        while (document.Index is { } index)
        {
            indexes.Add(document);
            if (indexes.Count > DeepestIndex) throw new EngineException(ErrorKind.Corrupt, $"choosing an image from {image}: indexes are nested too deep");
            var chosen = index.For(wanted) ?? throw new EngineException(
                ErrorKind.NotFound,
                $"choosing an image from manifest list {image}: no image found in image index for architecture \"{wanted.Architecture}\", variant \"{wanted.Variant}\", OS \"{wanted.Os}\"",
                "name another platform with --platform");
            document = await client.ManifestAsync(chosen.Digest.ToString(), chosen.Digest, chosen.MediaType, cancellationToken).ConfigureAwait(false);
            if (document.Raw.Length != chosen.Size)
                throw new EngineException(ErrorKind.Corrupt, $"reading manifest {chosen.Digest} in {client.Endpoint.Repository}: {document.Raw.Length} bytes where {chosen.Size} belong");
        }
        return new RemoteImage { Manifest = document, Indexes = indexes };
    }

    // What broke off long ago is fetched anew; whoever is at it holds its lock.
    private void SweepPartials()
    {
        if (!Directory.Exists(_store.Layout.Partial)) return;
        var oldest = _store.Settings.Clock.GetUtcNow().UtcDateTime - PartialsKept;
        foreach (var path in Directory.EnumerateFiles(_store.Layout.Partial))
        {
            var name = Path.GetFileName(path);
            if (File.GetLastWriteTimeUtc(path) > oldest) continue;
            var file = name.EndsWith(".lock", StringComparison.Ordinal) ? path[..^".lock".Length] : path;
            if (Linux.FileLocks.FileLock.TryAcquire(file + ".lock") is not { } held) continue;
            File.Delete(file);
            held.Unlink();
            StoreLog.Removed(_log, file);
        }
    }
}
