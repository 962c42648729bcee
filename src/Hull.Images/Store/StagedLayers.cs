using System.Diagnostics.CodeAnalysis;
using Hull.Oci;

namespace Hull.Images.Store;

/// <summary>What an ingest has staged: blobs by digest, and unpacked trees that no image has claimed yet.</summary>
internal sealed class StagedLayers(StoreLayout layout)
{
    private readonly Dictionary<Digest, Stack<StagedTree>> _trees = [];

    /// <summary>The staged blobs: digest → layer and path.</summary>
    public Dictionary<Digest, (StagedLayer Layer, string Path)> Blobs { get; } = [];

    public void Add(StagedLayer layer, string blobPath, StagedTree tree)
    {
        Blobs.TryAdd(layer.Blob, (layer, blobPath));
        if (!_trees.TryGetValue(layer.DiffId, out var trees)) _trees[layer.DiffId] = trees = new Stack<StagedTree>();
        trees.Push(tree);
    }

    /// <summary>An unpacked tree of that content for one use: fitted to parents it serves no others.</summary>
    public bool TryTake(Digest diffId, [NotNullWhen(true)] out StagedTree? tree)
    {
        tree = null;
        return _trees.TryGetValue(diffId, out var trees) && trees.TryPop(out tree);
    }

    /// <summary>Where a layer's blob lies: staged, or in the store.</summary>
    public string BlobPath(StagedLayer layer) => Blobs.TryGetValue(layer.Blob, out var staged) ? staged.Path : layout.Blob(layer.Blob);
}
