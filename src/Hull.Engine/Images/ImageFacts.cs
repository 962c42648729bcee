using Hull.Images;

namespace Hull.Engine.Images;

/// <summary>What filters of images need to know beyond the image itself.</summary>
/// <param name="parents">The ids of images that others were made from.</param>
/// <param name="containers">How many containers there are of an image, by its id.</param>
internal sealed class ImageFacts(IReadOnlySet<string> parents, IReadOnlyDictionary<string, int> containers)
{
    /// <summary>Whether an image has no name, and others were made from it.</summary>
    public bool IsIntermediate(ImageRecord image) => image.IsDangling && parents.Contains(image.Id);

    /// <summary>Whether an image has no name, and nothing was made from it.</summary>
    public bool IsDangling(ImageRecord image) => image.IsDangling && !parents.Contains(image.Id);

    /// <summary>How many containers are of an image.</summary>
    public int ContainersOf(ImageRecord image) => containers.GetValueOrDefault(image.Id);
}
