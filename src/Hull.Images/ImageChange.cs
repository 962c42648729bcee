namespace Hull.Images;

/// <summary>Something that happened to an image of the store.</summary>
/// <param name="Kind">What.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">The name that was typed, or the path that it came from or went to.</param>
public sealed record ImageChange(ImageChangeKind Kind, string Id, string Name);
