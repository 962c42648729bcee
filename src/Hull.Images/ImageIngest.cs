using Hull.Core;
using Hull.Oci;

namespace Hull.Images;

/// <summary>
/// One change of the store under way: layers are staged, verified and unpacked in a directory of its own, several at a time if the caller
/// likes; then all images are recorded in one commit. Disposed without a commit it leaves nothing. Add… may be called by several threads.
/// </summary>
public sealed class ImageIngest : IDisposable
{
    internal ImageIngest(ImageStore store)
    {
        Store = store;
    }

    internal ImageStore Store { get; }

    /// <summary>A layer that the store has already, by its blob's digest: nothing needs to be fetched.</summary>
    /// <returns>The layer, or null when the blob is not here.</returns>
    public StagedLayer? Reuse(Digest blob) => throw new EngineException(ErrorKind.Unsupported, $"reuse of {blob} in {Store.Root}: not built yet");

    /// <summary>Takes a layer's blob in, in one pass: written, hashed, decompressed, hashed again and unpacked while it arrives, with bounded memory.</summary>
    /// <param name="blob">The digest that the bytes must have; null where nobody knows it (an import, a docker-archive): it is found out.</param>
    /// <param name="size">The bytes that there must be; null where nobody knows.</param>
    /// <param name="content">The blob, read to its end; not disposed.</param>
    /// <param name="what">What it is, for messages: "layer 2 of x.tar".</param>
    /// <param name="cancellationToken">Stops between two blocks.</param>
    /// <exception cref="EngineException">Corrupt: digest, size, compression or tar; ResourceExhausted: the disk is full or a cap is hit.</exception>
    public Task<StagedLayer> AddLayerAsync(Digest? blob, long? size, Stream content, string what, CancellationToken cancellationToken) =>
        throw new EngineException(ErrorKind.Unsupported, $"{what} {blob} {size} {content} {cancellationToken} {Store.Root}: not built yet");

    /// <summary>Adds an image to what <see cref="Commit"/> records.</summary>
    /// <exception cref="EngineException">Corrupt: the layers' diff-IDs or the configuration's digest are not what the manifest and configuration say.</exception>
    public void Add(NewImage image) => throw new EngineException(ErrorKind.Unsupported, $"{image} {Store.Root}: not built yet");

    /// <summary>Syncs once, renames all into place and records all images in one transaction.</summary>
    /// <returns>The images added, in order.</returns>
    public IReadOnlyList<ImageRecord> Commit() => throw new EngineException(ErrorKind.Unsupported, $"{Store.Root}: not built yet");

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
