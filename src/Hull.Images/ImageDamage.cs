namespace Hull.Images;

/// <summary>What is wrong with an image, or with what belongs to none.</summary>
/// <param name="Image">The image; null where something belongs to no image.</param>
/// <param name="What">What is wrong, in words.</param>
public sealed record ImageDamage(ImageRecord? Image, string What);
