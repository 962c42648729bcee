using Hull.Core;
using Hull.Linux.Files;
using Hull.Linux.Tar;

namespace Hull.Images.Layers;

/// <summary>
/// Writes a directory tree as a tar whose bytes follow from the tree alone: names in the order of their bytes, hard links to the first of
/// their names, times to the nanosecond. A layer can so be made again and keeps its digest.
/// </summary>
public static class LayerWriter
{
    /// <summary>
    /// Writes the upper directory of an overlay, or an unpacked layer's tree, as a layer: whiteouts and opaque directories become the files
    /// that say so (OCI image-spec, layer.md), overlay's own attributes are left out.
    /// </summary>
    /// <param name="directory">The tree; nobody may change it meanwhile.</param>
    /// <param name="tar">Where to write; not disposed, not flushed.</param>
    /// <param name="cancellationToken">Stops between two blocks.</param>
    /// <exception cref="EngineException">
    /// InvalidArgument: a file's name begins with .wh., which no layer can hold. InvalidState: overlay kept parts of the tree elsewhere
    /// (redirect_dir, metacopy). Conflict: a file shrank while it was read. Else what the kernel refused.
    /// </exception>
    public static WrittenLayer WriteLayer(string directory, Stream tar, CancellationToken cancellationToken)
        => Write(directory, tar, new TreeOptions { IsLayer = true, BecomesLayer = true }, cancellationToken);

    /// <summary>Writes a tree as it is, without any thought of layers (export).</summary>
    /// <param name="directory">The tree. Files that vanish meanwhile are left out.</param>
    /// <param name="tar">Where to write; not disposed, not flushed.</param>
    /// <param name="cancellationToken">Stops between two blocks.</param>
    /// <exception cref="EngineException">Conflict: a file shrank while it was read. Else what the kernel refused.</exception>
    public static WrittenLayer WriteTree(string directory, Stream tar, CancellationToken cancellationToken)
        => Write(directory, tar, new TreeOptions(), cancellationToken);

    /// <summary>As the two above, of a directory held open.</summary>
    /// <param name="root">The tree.</param>
    /// <param name="tar">Where to write; not disposed, not flushed.</param>
    /// <param name="options">What the tree is.</param>
    /// <param name="cancellationToken">Stops between two blocks.</param>
    /// <exception cref="EngineException">As the two above.</exception>
    public static WrittenLayer Write(DirectoryHandle root, Stream tar, TreeOptions options, CancellationToken cancellationToken)
    {
        var writer = new TarWriter(tar);
        var walk = new TreeWalk(writer, options, cancellationToken);
        walk.WriteRoot(root);
        writer.Finish();
        return walk.Result;
    }

    private static WrittenLayer Write(string directory, Stream tar, TreeOptions options, CancellationToken cancellationToken)
    {
        using var root = DirectoryHandle.Open(directory);
        return Write(root, tar, options, cancellationToken);
    }
}
