using Hull.Core;

namespace Hull.Images.Layers;

/// <summary>Unpacks a layer's tar stream into the form that overlayfs mounts.</summary>
public static class LayerUnpacker
{
    // More than two wait for each other in the file system's journal.
    private static int Workers => Math.Clamp(Environment.ProcessorCount, 1, 2);

    /// <summary>
    /// Unpacks the stream, reading it to its very end so that a digest computed around it is complete. Nothing is synced: the store does
    /// one syncfs. On any error the caller deletes the directory (<see cref="Hull.Linux.DeleteTree.Delete(string)"/>).
    /// </summary>
    /// <param name="tar">The uncompressed tar stream; not disposed.</param>
    /// <param name="directory">An empty directory that nobody else can reach; it becomes the layer's root.</param>
    /// <param name="options">Rootless or not, and the caps.</param>
    /// <param name="cancellationToken">Stops between two blocks.</param>
    /// <exception cref="EngineException">
    /// Corrupt: the stream is no tar, is cut off, or has an entry that may not be (leaves the root, links into a lower layer, forges
    /// overlay's marks); the message has the entry's name. ResourceExhausted: a cap or the disk. Else what the kernel refused.
    /// </exception>
    public static UnpackedLayer Unpack(Stream tar, string directory, UnpackOptions options, CancellationToken cancellationToken)
    {
        using var unpacking = new LayerUnpacking(directory, options, Workers, cancellationToken);
        try
        {
            return unpacking.Run(tar);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            unpacking.ThrowIfWorkerFailed();
            throw;
        }
    }
}
