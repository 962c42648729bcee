using Hull.Images;
using Hull.Oci;

namespace Hull.Engine.Images;

/// <summary>Tells how an image was made.</summary>
public static class ImageHistory
{
    /// <summary>Its steps, the last first.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="nameOrId">The image.</param>
    /// <exception cref="Core.EngineException">NotFound, in Podman's words.</exception>
    public static IReadOnlyList<HistoryStep> Of(ContainerEngine engine, string nameOrId)
    {
        ArgumentNullException.ThrowIfNull(engine);
        return Steps(engine.Images.Get(nameOrId), engine.Images.List());
    }

    internal static IReadOnlyList<HistoryStep> Steps(ImageRecord image, IReadOnlyList<ImageRecord> all)
    {
        var history = image.Config.History ?? [];
        // An image that says nothing of how it was made still has its layers.
        if (history.Count == 0) return [.. image.Layers.Select((layer, index) => Step(image, all, [], index + 1, layer)).Reverse()];
        var steps = new List<HistoryStep>(history.Count);
        var layers = 0;
        for (var count = 1; count <= history.Count; count++)
        {
            var layer = history[count - 1].EmptyLayer || layers >= image.Layers.Count ? null : image.Layers[layers++];
            steps.Add(Step(image, all, [.. history.Take(count)], layers, layer));
        }
        steps.Reverse();
        return steps;
    }

    private static HistoryStep Step(ImageRecord image, IReadOnlyList<ImageRecord> all, IReadOnlyList<HistoryEntry> history, int layers, ImageLayer? layer)
    {
        var made = IsLast(image, history, layers) ? image : all.FirstOrDefault(other => IsStep(other, image, history, layers));
        var entry = history.Count > 0 ? history[^1] : null;
        return new HistoryStep
        {
            ImageId = made?.Id,
            Created = entry is null ? image.Config.Created : entry.Created,
            CreatedBy = entry?.CreatedBy ?? "",
            Comment = entry?.Comment ?? "",
            Size = layer?.Size ?? 0,
            Tags = made?.RepoTags ?? [],
        };
    }

    private static bool IsLast(ImageRecord image, IReadOnlyList<HistoryEntry> history, int layers) =>
        layers == image.Layers.Count && history.Count == (image.Config.History?.Count ?? 0);

    private static bool IsStep(ImageRecord other, ImageRecord image, IReadOnlyList<HistoryEntry> history, int layers) =>
        history.Count > 0 && other.Layers.Count == layers && (other.Config.History?.Count ?? 0) == history.Count
        && other.Layers.Select(layer => layer.DiffId).SequenceEqual(image.Layers.Take(layers).Select(layer => layer.DiffId))
        && other.Config.History!.SequenceEqual(history);
}
