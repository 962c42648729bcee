using Hull.Images;

namespace Hull.Engine.Systemwide.Usage;

/// <summary>Adds up what images take, by the sizes of their layers as the store knows them: no file is looked at.</summary>
internal sealed class MeasureImages
{
    private const string None = "<none>";

    private readonly IReadOnlyList<ImageRecord> _images;
    private readonly Dictionary<string, int> _users = new(StringComparer.Ordinal);

    /// <summary>Counts which layers several images share.</summary>
    /// <param name="images">All images.</param>
    public MeasureImages(IReadOnlyList<ImageRecord> images)
    {
        _images = images;
        foreach (var layer in images.SelectMany(static image => image.Layers.DistinctBy(static layer => layer.Key)))
            _users[layer.Key] = _users.GetValueOrDefault(layer.Key) + 1;
    }

    /// <summary>All images together.</summary>
    public long Total => _images.SelectMany(static image => image.Layers).DistinctBy(static layer => layer.Key).Sum(static layer => layer.Size) + _images.Sum(Overhead);

    /// <summary>What goes when an image goes.</summary>
    /// <param name="image">The image.</param>
    public long UniqueOf(ImageRecord image) => image.Layers.Where(layer => _users[layer.Key] == 1).Sum(static layer => layer.Size) + Overhead(image);

    /// <summary>The rows of one image: one a name.</summary>
    /// <param name="image">The image.</param>
    /// <param name="containers">How many containers are of it.</param>
    public IEnumerable<ImageUsage> Rows(ImageRecord image, int containers)
    {
        var unique = UniqueOf(image);
        var tagged = image.Names.Where(static name => name.Tag is not null).Select(static name => (name.Repository, Tag: name.Tag!)).ToList();
        if (tagged.Count == 0) tagged.Add((image.Names.Count > 0 ? image.Names[0].Repository : None, None));
        foreach (var (repository, tag) in tagged)
        {
            yield return new ImageUsage
            {
                Id = image.Id,
                Repository = repository,
                Tag = tag,
                Created = image.Created,
                Size = image.Size,
                SharedSize = image.Size - unique,
                UniqueSize = unique,
                Containers = containers,
            };
        }
    }

    // Its configuration and whatever else of its size is in no layer.
    private static long Overhead(ImageRecord image) => Math.Max(0, image.Size - image.Layers.Sum(static layer => layer.Size));
}
