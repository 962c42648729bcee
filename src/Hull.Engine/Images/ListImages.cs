using System.Globalization;
using Hull.Images;

namespace Hull.Engine.Images;

/// <summary>Lists images, with what the store alone does not know: how many containers are of each.</summary>
public static class ListImages
{
    /// <summary>The images that pass a filter, the latest made first.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="filters">Each name=value or name!=value.</param>
    /// <param name="all">Whether images are shown too that have no name and that others were made from.</param>
    /// <param name="clock">Now, for filters.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: a filter is wrong; NotFound: an image that a filter names is missing.</exception>
    public static IReadOnlyList<ListedImage> Of(ContainerEngine engine, IEnumerable<string> filters, bool all, TimeProvider clock)
    {
        var images = engine.Images.List();
        var parents = ImageStore.Parents(images);
        var containers = engine.Containers.List().GroupBy(static record => record.Config.ImageId).ToDictionary(static group => group.Key, static group => group.Count());
        var facts = new ImageFacts(parents.Values.Select(static parent => parent.Id).ToHashSet(StringComparer.Ordinal), containers);
        var filter = ImageFilter.Parse(filters, engine.Images.Get, clock);
        return
        [
            .. from image in images
               where all || filter.AsksForIntermediate || !facts.IsIntermediate(image)
               where filter.Passes(image, facts)
               orderby image.Created descending
               select Describe(image, parents.GetValueOrDefault(image.Id)?.Id ?? "", facts.ContainersOf(image)),
        ];
    }

    private static ListedImage Describe(ImageRecord image, string parent, int containers) => new()
    {
        Id = image.Id,
        ParentId = parent,
        RepoDigests = image.RepoDigests,
        Size = image.Size,
        VirtualSize = image.Size,
        Labels = image.Defaults.Labels is { Count: > 0 } labels ? labels : null,
        Containers = containers,
        Dangling = image.IsDangling,
        Names = image.Names.Count == 0 ? null : [.. image.Names.Select(static name => name.ToString())],
        Digest = image.Digest.ToString(),
        History = image.NamesHistory.Count == 0 ? null : image.NamesHistory,
        Created = image.Created.ToUnixTimeSeconds(),
        CreatedAt = image.Created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
    };
}
