using Hull.Core;
using Hull.Images.Layers;
using Hull.Oci;
using Microsoft.Win32.SafeHandles;

namespace Hull.Images.Store;

/// <summary>
/// Takes one blob in, in one pass: the calling task receives, hashes and writes it; a thread of its own decompresses, hashes and unpacks
/// the same bytes behind it. The unpacker is told of the end only after digest and size were found right.
/// </summary>
internal sealed class LayerIntake(LayerBlob blob, string blobPath, string treePath, ImageStoreSettings settings)
{
    public async Task<TakenLayer> RunAsync(Stream content, CancellationToken cancellationToken)
    {
        using var queue = new BlockQueue();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var unpacking = Task.Factory.StartNew(() => Unpack(queue, stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            var digest = await ReceiveAsync(queue, content, cancellationToken).ConfigureAwait(false);
            queue.Complete(null);
            var taken = await unpacking.ConfigureAwait(false);
            return taken with { Blob = digest.Digest, BlobSize = digest.Size, DiffId = taken.DiffId ?? digest.Digest };
        }
        catch (Exception e)
        {
            queue.Complete(e);
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)unpacking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    private async Task<(Digest Digest, long Size)> ReceiveAsync(BlockQueue queue, Stream content, CancellationToken cancellationToken)
    {
        using var hash = new ContentHash(blob.Digest?.Algorithm ?? DigestAlgorithm.Sha256);
        using var file = StoreErrors.Guard(blob.What, () => File.OpenHandle(blobPath, blob.Present > 0 ? FileMode.Open : FileMode.CreateNew, FileAccess.Write, FileShare.Read));
        byte[]? dropped = null;
        while (true)
        {
            // When unpacking has failed the rest is still received if its digest is known: wrong bytes are the truer cause.
            var block = await queue.RentAsync(cancellationToken).ConfigureAwait(false) ?? (blob.Digest is null ? null : dropped ??= new byte[BlockQueue.BlockSize]);
            if (block is null) break;
            var count = await content.ReadAtLeastAsync(block, block.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            Store(file, hash, block.AsSpan(0, count));
            if (count > 0 && !ReferenceEquals(block, dropped)) queue.Write(block, count);
            if (count < block.Length) return (Verify(hash), hash.Length);
        }
        // The unpacker's error is thrown by whoever awaits it.
        return (default, 0);
    }

    private void Store(SafeFileHandle file, ContentHash hash, ReadOnlySpan<byte> bytes)
    {
        var offset = hash.Length;
        hash.Append(bytes);
        if (blob.Size is { } size && hash.Length > size) throw Corrupt($"more than the {size} bytes that it should have");
        if (offset + bytes.Length <= blob.Present) return;
        try
        {
            RandomAccess.Write(file, bytes, offset);
        }
        catch (IOException e)
        {
            throw StoreErrors.Translate(e, $"{blob.What}: writing {blobPath}");
        }
    }

    private Digest Verify(ContentHash hash)
    {
        if (blob.Size is { } size && hash.Length != size) throw Corrupt($"{hash.Length} bytes where {size} belong: it is cut off");
        var digest = hash.Finish();
        if (blob.Digest is { } expected && digest != expected) throw Corrupt($"its digest is {digest}, not {expected}");
        return digest;
    }

    private TakenLayer Unpack(BlockQueue queue, CancellationToken cancellationToken)
    {
        try
        {
            using var blocks = new BlockQueueStream(queue);
            var taken = Unpack(blocks, cancellationToken);
            // A decoder may stop before the blob's last bytes; the receiver must not wait for us.
            blocks.CopyTo(Stream.Null);
            return taken;
        }
        finally
        {
            queue.StopReading();
        }
    }

    /// <summary>Decompresses, hashes and unpacks a blob. The diff-ID is null where it is the blob's own digest.</summary>
    public TakenLayer Unpack(Stream source, CancellationToken cancellationToken)
    {
        using var plain = Decompression.Open(source, blob.What, out var compression);
        var sameDigest = compression == LayerCompression.None && (blob.Digest?.Algorithm ?? DigestAlgorithm.Sha256) == blob.DiffAlgorithm;
        using var hash = sameDigest ? null : new ContentHash(blob.DiffAlgorithm);
        using var counted = new HashingStream(plain, hash);
        StoreErrors.Guard(blob.What, () => { Directory.CreateDirectory(treePath); });
        var options = settings.Caps with { UserXattr = settings.Rootless, SkipDevices = settings.Rootless, CompressedBytes = blob.Size ?? 0 };
        var unpacked = Unpacked(counted, options, cancellationToken);
        return new TakenLayer
        {
            Compression = compression,
            DiffId = hash?.Finish(),
            Size = counted.Count,
            Tree = new StagedTree { Path = treePath, ImpliedDirectories = unpacked.ImpliedDirectories },
        };
    }

    private UnpackedLayer Unpacked(Stream tar, UnpackOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return LayerUnpacker.Unpack(tar, treePath, options, cancellationToken);
        }
        catch (EngineException e) when (!e.Message.StartsWith(blob.What, StringComparison.Ordinal))
        {
            throw new EngineException(e.Kind, $"{blob.What}: {e.Message}", e.Hint, e);
        }
    }

    private EngineException Corrupt(string reason) => new(ErrorKind.Corrupt, $"{blob.What}: {reason}");
}
