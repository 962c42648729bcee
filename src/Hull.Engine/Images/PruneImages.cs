using Hull.Core;
using Hull.Core.GoSyntax;
using Hull.Engine.Containers.Listing;
using Hull.Engine.Systemwide;
using Hull.Engine.Systemwide.Usage;
using Hull.Images;

namespace Hull.Engine.Images;

/// <summary>Removes images that nothing uses.</summary>
internal sealed class PruneImages(ContainerEngine engine, TimeProvider time)
{
    private static readonly string[] Known = ["label", "label!", "until"];

    /// <summary>Removes them. Of images made of each other the children go first, so that all go in one run.</summary>
    /// <param name="all">Whether those with names go too, if no container is of them; else only dangling ones.</param>
    /// <param name="filters">Which of them: label, label! and until.</param>
    /// <exception cref="EngineException">InvalidArgument: another filter, or a wrong value.</exception>
    public PruneReport Run(bool all, IReadOnlyList<string> filters)
    {
        foreach (var name in FilterTexts.Gather(filters).Keys)
            if (!Known.Contains(name)) throw new EngineException(ErrorKind.InvalidArgument, $"unsupported image filter {GoQuote.Text(name)}", "a prune knows label=, label!= and until=");
        var filter = ImageFilter.Parse(filters, engine.Images.Get, time);
        var before = new MeasureImages(engine.Images.List()).Total;
        var removed = new List<string>();
        var failures = new List<EngineException>();
        while (Next(all, filter, failures) is { } round && round.Count > 0)
        {
            foreach (var id in round) Remove(id, removed, failures);
        }
        return new PruneReport { Removed = removed, Reclaimed = before - new MeasureImages(engine.Images.List()).Total, Failures = failures };
    }

    // What is left to remove, without what has failed already.
    private List<string> Next(bool all, ImageFilter filter, List<EngineException> failures)
    {
        if (failures.Count > 0) return [];
        var images = engine.Images.List();
        var parents = ImageStore.Parents(images).Values.Select(static parent => parent.Id).ToHashSet(StringComparer.Ordinal);
        var used = engine.Containers.List().Select(static record => record.Config.ImageId).ToHashSet(StringComparer.Ordinal);
        var facts = new ImageFacts(parents, used.ToDictionary(static id => id, static _ => 1));
        return
        [
            .. from image in images
               where !used.Contains(image.Id) && (all || (image.IsDangling && !parents.Contains(image.Id)))
               where filter.Passes(image, facts)
               orderby image.Created descending
               select image.Id,
        ];
    }

    private void Remove(string id, List<string> removed, List<EngineException> failures)
    {
        try
        {
            // It may have gone with another that was made of it.
            if (engine.Images.Find(id) is not null) removed.AddRange(engine.Images.Remove(id, new RemoveImageOptions { Force = true }).Deleted);
        }
        catch (EngineException failure)
        {
            failures.Add(failure);
        }
    }
}
