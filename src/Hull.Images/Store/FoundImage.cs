using Hull.Oci;

namespace Hull.Images.Store;

/// <summary>An image's id, and the reference by which it was found; null when it was named by id or digest.</summary>
internal sealed record FoundImage(string Id, ImageReference? By);
