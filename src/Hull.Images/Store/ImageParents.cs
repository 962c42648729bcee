using Hull.Oci;

namespace Hull.Images.Store;

/// <summary>
/// Which image was made from which, by Podman's rule (libimage, areParentAndChild): a parent has the first layers of its child (or all of
/// them, if the child's last step made none), and its history is the child's but for the last step.
/// </summary>
internal static class ImageParents
{
    /// <summary>The parent of each image that has one, by the child's id.</summary>
    public static IReadOnlyDictionary<string, ImageRecord> Of(IReadOnlyList<ImageRecord> images)
    {
        var byTopLayer = images.ToLookup(image => ChainKey(image, image.Layers.Count));
        var parents = new Dictionary<string, ImageRecord>();
        foreach (var child in images)
        {
            if (Candidates(child, byTopLayer).FirstOrDefault(candidate => IsParent(candidate, child)) is { } parent) parents[child.Id] = parent;
        }
        return parents;
    }

    // With as many layers, or one less.
    private static IEnumerable<ImageRecord> Candidates(ImageRecord child, ILookup<string, ImageRecord> byTopLayer)
    {
        var counts = child.Layers.Count == 0 ? [0] : new[] { child.Layers.Count, child.Layers.Count - 1 };
        return counts.SelectMany(count => byTopLayer[ChainKey(child, count)]
            .Where(image => image.Id != child.Id));
    }

    private static bool IsParent(ImageRecord parent, ImageRecord child)
    {
        var (older, newer) = (History(parent), History(child));
        return older.Count > 0 && older.Count + 1 == newer.Count && older.SequenceEqual(newer.Take(older.Count));
    }

    private static string ChainKey(ImageRecord image, int count) => string.Join(' ', image.Layers.Take(count).Select(layer => layer.DiffId.Hex));

    private static IReadOnlyList<HistoryEntry> History(ImageRecord image) => image.Config.History ?? [];
}
