using Hull.Core;
using Hull.Images.Layers;
using Hull.Linux;
using Hull.Oci;

namespace Hull.Images.Store;

/// <summary>
/// Finds for each layer of an image, from the lowest up, the tree that serves it: one in the store, one that this ingest has already
/// placed, a staged one (fitted to its parents where it implies directories), or one unpacked once more from the blob.
/// </summary>
internal sealed class PlaceLayers(ImageStore store, StagedLayers staged, Func<string, string> nextPath)
{
    // fs/overlayfs: OVL_MAX_STACK.
    private const int MaximumLayers = 500;

    private readonly Dictionary<string, PlacedLayer> _placed = [];

    public IReadOnlyList<PlacedLayer> Place(IReadOnlyList<StagedLayer> layers, CancellationToken cancellationToken)
    {
        if (layers.Count > MaximumLayers)
        {
            throw new EngineException(
                ErrorKind.Unsupported, $"the image has {layers.Count} layers, overlay stacks at most {MaximumLayers}", "squash it, for example with `skopeo` or `buildah build --squash`");
        }
        var chain = ChainId.Of([.. layers.Select(layer => layer.DiffId)]);
        var placed = new List<PlacedLayer>(layers.Count);
        for (var i = 0; i < layers.Count; i++)
        {
            var found = Known(layers[i], chain[i]) ?? Fit(layers[i], chain[i], placed, cancellationToken);
            _placed[found.Key] = found;
            placed.Add(found);
        }
        return placed;
    }

    private PlacedLayer? Known(StagedLayer layer, Digest chain)
    {
        // A tree under the diff-ID serves only if it depends on no parents, or if it has none: then both keys are the same.
        if (_placed.TryGetValue(layer.DiffId.Hex, out var placed) && (placed.Independent || chain == layer.DiffId)) return placed with { Layer = layer };
        if (_placed.TryGetValue(chain.Hex, out placed)) return placed with { Layer = layer };
        var stored = store.Database.Read(connection => LayerRows.Find(connection, layer.DiffId, chain));
        return stored is null
            ? null
            : new PlacedLayer { Key = stored.Key, Layer = layer, Independent = stored.Independent, Tree = store.Layout.Tree(stored.Key) };
    }

    private PlacedLayer Fit(StagedLayer layer, Digest chain, List<PlacedLayer> below, CancellationToken cancellationToken)
    {
        if (!staged.TryTake(layer.DiffId, out var tree)) tree = UnpackAgain(layer, cancellationToken);
        var independent = tree.ImpliedDirectories.Count == 0;
        if (!independent && below.Count > 0) ImpliedDirectories.CopyFrom(tree.Path, tree.ImpliedDirectories, [.. below.Select(parent => parent.Tree).Reverse()]);
        return new PlacedLayer { Key = independent ? layer.DiffId.Hex : chain.Hex, Layer = layer, Independent = independent, Tree = tree.Path };
    }

    // The same content over other parents, or twice in one image: the blob is here, so nothing is fetched.
    private StagedTree UnpackAgain(StagedLayer layer, CancellationToken cancellationToken)
    {
        var blob = new LayerBlob { What = $"layer {layer.Blob}", Digest = layer.Blob, Size = layer.BlobSize, DiffAlgorithm = layer.DiffId.Algorithm };
        var path = nextPath("tree");
        try
        {
            using var content = new FileStream(staged.BlobPath(layer), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            var taken = new LayerIntake(blob, "", path, store.Settings).Unpack(content, cancellationToken);
            if (taken.DiffId is { } diffId && diffId != layer.DiffId)
                throw new EngineException(ErrorKind.Corrupt, $"{blob.What}: the blob in the store unpacks to {diffId}, not {layer.DiffId}", "remove its images with `hull rmi` and load them again");
            return taken.Tree;
        }
        catch (FileNotFoundException e)
        {
            throw new EngineException(ErrorKind.Corrupt, $"{blob.What}: its blob is missing in the store", "remove its images with `hull rmi` and load them again", e);
        }
        catch (EngineException)
        {
            DeleteTree.Delete(path);
            throw;
        }
    }
}
