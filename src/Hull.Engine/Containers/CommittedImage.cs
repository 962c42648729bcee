namespace Hull.Engine.Containers;

/// <summary>What a commit made.</summary>
/// <param name="Id">The image's id, 64 hex digits.</param>
/// <param name="Notes">What the user should know: files that were left out, or changed while they were read.</param>
public sealed record CommittedImage(string Id, IReadOnlyList<string> Notes);
